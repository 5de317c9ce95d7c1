package rules

import (
	"maps"
	"reflect"
	"slices"
	"strings"
)

// A subject is what some clauses are about: a heading on the policy's page.
type subject int

const (
	aboutPeople subject = iota // no decision: people see to it
	aboutParties
	aboutForms
	aboutOwners
	aboutProtection
	aboutColleagues
	aboutReception
	aboutAbsence
	aboutDeals
	aboutHelp
	aboutConduct
)

// subjects are all of them in the order of the page, with their headings.
var subjects = []struct {
	subject
	title wording
}{
	{aboutParties, wording{"谁算同一组客户", "Who counts as one party"}},
	{aboutForms, wording{"登记怎样才有效", "What makes a registration"}},
	{aboutOwners, wording{"客户归谁", "Whose customer"}},
	{aboutProtection, wording{"保护期和跟进", "Protection and follow-up"}},
	{aboutColleagues, wording{"遇到同事的客户", "A colleague's customer"}},
	{aboutReception, wording{"谁接待，占谁的轮次", "Who receives, and whose turn it uses"}},
	{aboutAbsence, wording{"错过的轮次", "Turns missed"}},
	{aboutDeals, wording{"成交和分单", "Deals and how they are split"}},
	{aboutHelp, wording{"介绍和协助", "Referrals and help"}},
	{aboutConduct, wording{"行为和处罚", "Conduct and penalties"}},
	{aboutPeople, wording{"靠人遵守", "For people to see to"}},
}

// A kindOfClause is what a policy file may use under does: what clauses of the
// kind are about, what they do, and what each parameter means.
type kindOfClause struct {
	subject subject
	does    string
	params  map[string]param
}

// A param is one parameter of a kind of clause.
type param struct {
	means string
	among []string // the words it may have; nil: not words, or any
	bears bearing
}

// A bearing is how a parameter bears on when a clause of its kind has an answer.
type bearing int

const (
	decides bearing = iota // in no simple way
	sets                   // not at all: it only says what the answer is
	narrows                // true, or a list or word in place of none: less often
	widens                 // true, or a longer list: more often
)

var (
	family   = []string{"spouse", "parent", "child", "sibling", "relative", "group"}
	contacts = []string{"visit", "follow_up", "contact", "call", "appointment"}
	mentions = words["visit"]["mentioned"]
	purposes = words["visit"]["purpose"]
	acts     = words["misconduct"]["kind"]
)

// shareOf describes the parameter of a clause that gives somebody a part.
func shareOf(whose string) map[string]param {
	return map[string]param{"part": {whose + ` part: a fraction between 0 and 1, such as "1/2"`, nil, sets}}
}

// kindsOfClause describes every kind in clauseKinds.
var kindsOfClause = map[string]kindOfClause{
	"reminder": {aboutPeople, "decides nothing: it is what people see to, printed with the rest", nil},

	"one_party": {aboutParties, "makes customers in those relations one party, with one owner", map[string]param{
		"relations":  {"the relations that make one party", family, widens},
		"same_phone": {"only where both are on record with one phone", nil, narrows},
	}},

	"valid_form": {aboutForms, "says what a form must have to be a valid registration", map[string]param{
		"fields": {"what must be filled in", []string{"name", "gender", "phone", "needs"}, sets},
		"any":    {"whatever is written will do", nil, sets},
		"signed": {"the consultant must have signed", nil, sets},
		"own":    {"written at this reception: earlier forms do not count", nil, sets},
		"calls":  {"what was written at a call counts too", nil, sets},
	}},
	"false_form": {aboutForms, "voids a registration that was found to be false", nil},
	"no_registration": {aboutForms, "gives nobody a customer whose visit is not validly registered", map[string]param{
		"missing": {"only where nothing at all was written", nil, narrows},
	}},
	"details_later":        {aboutForms, "registers a visit by details that its receiver adds on the same day", map[string]param{"back": {"as of the visit: a colleague's later reception was not the first", nil, decides}}},
	"call_gives_none":      {aboutForms, "gives nobody a customer for a call alone", nil},
	"call_owns":            {aboutForms, "makes whoever takes a call, and writes the name down, the owner", nil},
	"confirmed_by_evening": {aboutForms, "counts a reception beyond its day only if it was confirmed", nil},
	"evening_record":       {aboutForms, "takes the manager's evening record for a registration that is missing", nil},

	"ruling":             {aboutOwners, "gives a customer to whom the arbiter says", nil},
	"assigned":           {aboutOwners, "gives a customer to whom management assigns them, or who came through the company", map[string]param{"free": {"who came so costs the assignee no turn", nil, sets}}},
	"managers_choice":    {aboutOwners, "lets whom management sends to a customer receive them, and own them when management says so", nil},
	"first_registration": {aboutOwners, "gives a customer of nobody's to whoever first registers them", firstParams},
	"own_relative": {aboutOwners, "gives a new customer to the consultant whose relative they are, on record beforehand", map[string]param{
		"relations": {"the relations to the consultant that count", []string{"relative", "kin", "friend"}, widens},
		"calls":     {"on calling, too", nil, widens},
		"any_time":  {"also put on record after the first visit, until the deal", nil, widens},
		"in_touch":  {"only where they ask for the consultant, or had been in contact", nil, narrows},
	}},
	"referral": {aboutOwners, "gives a new customer to the consultant of whoever sent them", map[string]param{
		"announced":   {"if that was announced beforehand", nil, decides},
		"accompanied": {"if the referrer came along", nil, widens},
		"mentioned":   {"if the referrer came up then", mentions, widens},
		"clear":       {"a referrer who came along must have come up on arrival", nil, narrows},
		"named":       {"also if the customer asks for any consultant by name", nil, widens},
		"calls":       {"on calling, too, where it was announced", nil, widens},
	}},
	"asks_for": {aboutOwners, "gives a new customer to the consultant whom they ask for, in one of these ways", map[string]param{
		"ways": {"by name; by a message shown; by name, being sent by a customer who has not bought; by name, being referred; by the name of the referrer's consultant; by the name of whoever made the appointment; by coming to it; by an earlier word", []string{"name", "message", "brought", "referred", "referrer's", "appointment", "invited", "wish"}, decides},
	}},
	"brought_along":      {aboutOwners, "gives a new customer whom an earlier one brings along to that one's consultant", nil},
	"buyer_introduces":   {aboutOwners, "gives a new customer whom a buyer sends to the buyer's consultant, at a turn", nil},
	"caller_names":       {aboutOwners, "gives a new customer who has called before to the consultant they name at the door", nil},
	"relative_names":     {aboutOwners, "gives a consultant's connection, on record, to that consultant if they ask for them", nil},
	"relative_unnamed":   {aboutOwners, "leaves a consultant's connection who asks for nobody with whoever receives", nil},
	"pool":               {aboutOwners, "keeps a leaver's customer who has bought with the department, received at no turn", nil},
	"owner_told":         {aboutColleagues, "leaves a customer with the owner whom whoever received them has told of it", nil},
	"claim":              {aboutOwners, "gives a customer of nobody's to whoever claims them, within the limits", nil},
	"give_up":            {aboutOwners, "leaves a customer whom the owner has given up without owner", nil},
	"complaint":          {aboutOwners, "takes the customer from an owner after an upheld complaint", nil},
	"leaver":             {aboutOwners, "says whose the customers are of one who leaves", map[string]param{"successor": {"the successor's, if there is one; else nobody's", nil, sets}, "unsold": {"only of customers who have not bought", nil, narrows}, "unnamed": {"only where no successor is named; whoever receives them by the rotation then has them", nil, narrows}}},
	"denied_visit":       {aboutOwners, "gives a customer who says that they have never been here to whoever receives them in turn", map[string]param{"not_by": {"not one whose owner is not on site, and owns by one of these clauses", nil, narrows}}},
	"later_consultant":   {aboutProtection, "leaves a customer with the owner while protected, then with the next who has registered and kept in touch", map[string]param{"months": {"how many months after a contact that one's own claim holds", nil, decides}}},
	"touch":              {aboutOwners, "decides steps on the way through three touches: received, received by another who tells, settled", map[string]param{"flow": {"what the first touch was", []string{"call", "visit"}, decides}, "steps": {"the touches that the clause decides", touchSteps, widens}}},
	"contacted_absent":   {aboutOwners, "gives a customer back to an absent owner with whom they got in touch after denying their visit, and splits the deal", shareOf("the receiver's")},
	"forgotten_owner":    {aboutOwners, "gives the customer of a forgotten owner's deal to whoever has the larger part of its performance", nil},
	"collision":          {aboutColleagues, "leaves a customer whom several received, not knowing of each other, with the first, unless the customer chooses", nil},
	"colleagues":         {aboutColleagues, "leaves a customer with the owner, whoever else receives", map[string]param{"named": {"only a customer who names the owner", nil, narrows}, "behalf": {"only when received for the owner", nil, narrows}, "absent": {"only while the owner is not on site", nil, narrows}, "free": {"only where the owner could receive", nil, narrows}}},
	"handed_back":        {aboutColleagues, "gives the customer back to the owner, on a hand-back or on being recognised", map[string]param{"by": {"only by that", []string{"hand_back", "recognise"}, narrows}}},
	"stays_by_agreement": {aboutColleagues, "lets the receiver go on for the owner where the customer, recognised, wishes to stay", nil},
	"recognised_in_time": {aboutColleagues, "gives the customer back if the owner recognises them in time", map[string]param{
		"minutes":  {"how long after the reception began", nil, decides},
		"whatever": {"whatever the customer wishes", nil, widens},
	}},
	"recognised_late": {aboutColleagues, "says whose a customer is whom the owner recognises later than that", map[string]param{
		"wish":    {"only with that wish of the customer's", []string{"return", "stay", "any"}, decides},
		"minutes": {"only later than that many minutes", nil, decides},
		"to":      {"whom it gives them to", []string{"receiver", "first"}, sets},
	}},
	"referrer_recognised": {aboutColleagues, "gives a new customer to the referrer's consultant, if they see it while the reception lasts", nil},

	"renewal": {aboutProtection, "protects ownership for a time that every real contact starts again", map[string]param{
		"days":    {"for so many days; or give months", nil, sets},
		"months":  {"for so many months; or give days", nil, sets},
		"by":      {"the contacts that start it again", contacts, sets},
		"own":     {"only what the owner does", nil, narrows},
		"whoever": {"a visit starts it again, whoever receives, registered or not", nil, decides},
	}},
	"lapse":         {aboutProtection, "leaves a customer without owner when protection is over", nil},
	"bought":        {aboutProtection, "keeps a customer who has subscribed with their owner, for good", map[string]param{"lost_by": {"only a customer whom nobody owns by one of these clauses", nil, narrows}}},
	"follow_up_due": {aboutProtection, "asks for a follow-up after the last contact", map[string]param{"days": {"so many days after", nil, sets}}},

	"owner_receives": {aboutReception, "lets the owner receive their own customers, at no turn", map[string]param{
		"of":         {"only such customers", []string{"returning", "bought", "new"}, narrows},
		"recognised": {"only whom somebody at the door knows to be theirs", nil, narrows},
	}},
	"substitute": {aboutReception, "says who receives for an owner who is absent or busy, at no turn", map[string]param{
		"by":      {"the next or the last of the queue who is free, or any; or only whom the owner has sent", []string{"next", "last", "any", "sent"}, decides},
		"agreed":  {"in place of those, whom the owner, or a leader for them, has agreed to", nil, sets},
		"of":      {"only such customers", []string{"returning", "bought", "new"}, narrows},
		"while":   {"only while the owner is that", []string{"busy", "absent"}, narrows},
		"unasked": {"at no turn though the owner, who cannot receive, said nothing", nil, widens},
		"named":   {"who receives a customer who asks for the owner needs nobody's word", nil, decides},
	}},
	"on_behalf":       {aboutReception, "costs whoever receives for the owner no turn, nor one who gives the customer back", nil},
	"by_consent":      {aboutReception, "lets whoever receives with the owner's consent go on", nil},
	"substitute_owed": {aboutReception, "uses a turn of whoever receives for an owner who cannot, and owes them one for it", nil},
	"lunch_duty":      {aboutReception, "lets one person receive at lunch time, at no turn", nil},
	"no_queue":        {aboutReception, "lets whoever is there receive in a rush, at no turn", nil},
	"in_turn":         {aboutReception, "lets the next in the rotation receive; it uses a turn", map[string]param{"via": {"only who came so", words["visit"]["via"], narrows}, "purposes": {"only who came for that", purposes, narrows}}},
	"not_recalled":    {aboutReception, "gives an owner's customer whom nobody recognises to the next in the rotation, at a turn", map[string]param{"denied": {"only one who says that they have never been here", nil, narrows}, "takes": {"the receiver owns the customer from then on", nil, decides}}},
	"purpose_free":    {aboutReception, "receives who comes for one of those purposes at no turn", map[string]param{"purposes": {"the purposes", purposes, widens}, "declared": {"only if they said so at the entrance", nil, narrows}, "last": {"by the last of the queue", nil, widens}}},
	"rota_for_new":    {aboutReception, "keeps the rotation to new customers: others use no turn", nil},
	"asked_for":       {aboutReception, "lets whom the visitor asks for receive, at a turn of theirs", map[string]param{"bought": {"customers who have bought, in place of the others", nil, decides}}},
	"named_receives":  {aboutReception, "lets the consultant for whom a colleague's customer asks receive, at no turn", map[string]param{"before": {"only who alone has received that very person before", nil, narrows}}},
	"buyers_visit":    {aboutReception, "costs nobody a turn when a buyer comes", nil},
	"one_at_a_time":   {aboutReception, "lets nobody receive a new customer before the last has left, unless permitted; a turn missed so is made up", nil},

	"covering": {aboutAbsence, "keeps the place of one who misses a turn while receiving for a colleague", nil},
	"make_up": {aboutAbsence, "owes a make-up turn to one who misses theirs for a good reason", map[string]param{
		"away":     {"away for one of these reasons", []string{"errand", "sales", "personal", "none"}, widens},
		"busy":     {"while busy with a customer", nil, widens},
		"approved": {"away only where a leader has approved", nil, narrows},
	}},
	"forfeit": {aboutAbsence, "lets a missed turn be lost", map[string]param{
		"grace_minutes": {"unless they are back within so many minutes", nil, sets},
		"off":           {"only of one who is not working that day", nil, decides},
		"leave":         {"or, likewise, is on personal leave", nil, decides},
	}},
	"cover_owed": {aboutAbsence, "owes a make-up turn to one who misses theirs while receiving for a colleague", map[string]param{
		"absent": {"only for a colleague who is not on site", nil, narrows},
	}},

	"owner_has_all": {aboutDeals, "gives the owner the whole deal, whoever closes", map[string]param{
		"owns_by":   {"only an owner by one of these clauses", nil, narrows},
		"cites":     {"with the clauses by which the owner owns", nil, sets},
		"closed_by": {"only where such a one closes", []string{"owner", "substitute", "unknowing", "grabber", "other"}, narrows},
	}},
	"closer_has_all": {aboutDeals, "gives the closer the whole deal with a customer of nobody's", map[string]param{
		"lost_by": {"only where nobody owns by one of these clauses", nil, narrows},
	}},
	"closer_takes":         {aboutDeals, "gives the closer the whole deal, where nothing before it gives a better claim", nil},
	"substitute_share":     {aboutDeals, "splits a deal between the owner and a substitute who received last and closes", shareOf("the substitute's")},
	"closes_for_absent":    {aboutDeals, "splits a deal between an owner who was not there and whoever closes for them", with(shareOf("the closer's"), "new", param{"of customers received for the first time, in place of those who return", nil, decides})},
	"collision_share":      {aboutDeals, "splits a deal between the owner and a closer who took the customer for a new one", with(shareOf("the closer's"), "same_day", param{"only a deal of the same day", nil, narrows})},
	"collision_split":      {aboutDeals, "gives the owner the whole deal that another closed, not knowing of them", nil},
	"friend_share":         {aboutDeals, "splits the deal of a friend for whom somebody came before", shareOf("today's receiver's")},
	"buyers_name":          {aboutDeals, "gives a deal in another name than the registered one to the earlier registration among kin", map[string]param{"relations": {"the kin that count", family, decides}}},
	"familys_deal":         {aboutDeals, "gives a deal with the family or a friend of somebody's customer to whoever registered the first", map[string]param{"friends": {"relations that count though they make nobody one party", []string{"friend", "partner"}, decides}}},
	"closer_of_party":      {aboutDeals, "gives deal and customers to the closer, where several were first to receive a member of the party", map[string]param{"relations": {"only members so related", family, narrows}}},
	"sharers":              {aboutDeals, "divides a deal among all who were first to receive a member of the party, or to receive it at a venue", map[string]param{"by": {"what one must be first with", []string{"member", "venue"}, decides}, "performance": {"whose the performance is", []string{"owner", "shared"}, sets}}},
	"agreed_booking":       {aboutDeals, "gives a deal to whom the customer had agreed to come and book with", map[string]param{"days": {"if it is closed within so many days", nil, decides}}},
	"forgotten":            {aboutDeals, "splits a deal with a customer who came back, asked for nobody and bought from another", map[string]param{"found": {"the owner contests in time, or recognises the customer that day", nil, decides}, "max_gap_days": {"the longest gap between contacts for the owner to have kept in touch, in days; 0: whether or not", nil, decides}, "performance": {"the owner's part of the performance", nil, sets}, "commission": {"the owner's part of the commission", nil, sets}}},
	"on_the_spot":          {aboutDeals, "splits a deal that a second receiver, who knew, closes in that reception", with(shareOf("the second receiver's"), "while", param{"only while the owner is absent or busy, or with their consent", []string{"absent", "busy", "consent"}, narrows})},
	"voluntary":            {aboutDeals, "gives the owner the whole deal after a reception by a second one who knew whose customer it was", map[string]param{"handed_back": {"only where the customer was handed back", nil, narrows}}},
	"proved_later":         {aboutDeals, "gives an owner who shows afterwards that they had received the customer a part", shareOf("the owner's")},
	"pending_touch":        {aboutDeals, "leaves a deal with the owner that another closes on the way through the touches", nil},
	"after_hand_back":      {aboutDeals, "gives the owner the whole deal that follows a reception given back to them", nil},
	"complaint_ends_share": {aboutDeals, "gives the whole deal to whoever took the customer over after a complaint", nil},
	"assistant_closes":     {aboutDeals, "splits a deal between the absent owner and whoever received for them and closes", shareOf("the assistant's")},
	"assistants_share":     {aboutDeals, "gives those a part who received for the absent owner, who closes", shareOf("all assistants'")},
	"major_effect":         {aboutDeals, "gives those a part who, not knowing, did much for the sale that the owner closes", shareOf("all of their")},
	"signing":              {aboutDeals, "gives the owner the whole deal where the customer only came to sign", nil},
	"group_purchase":       {aboutDeals, "settles a deal that became part of a group purchase", map[string]param{"deposit": {"after a deposit of the customer's own, in place of before one", nil, decides}}},
	"closers_bonus":        {aboutDeals, "gives the closing bonus, kept apart, to whoever closes", nil},
	"contest_limit": {aboutDeals, "lets a split be contested for some days", map[string]param{
		"days":     {"so many days after the subscription", nil, sets},
		"evidence": {"records must be shown", nil, sets},
		"counting": {"the day itself is the first", nil, sets},
		"deal":     {"counted from the deal's first stage", nil, sets},
	}},

	"referral_credit": {aboutHelp, "gives whoever has sent a new customer the credit for it", map[string]param{"mentioned": {"if they came up then", mentions, widens}, "accompanied": {"only where they came along", nil, narrows}}},
	"help_counts":     {aboutHelp, "notes the help of whoever receives for an absent owner, or is on record as having helped", nil},

	"grab": {aboutConduct, "finds that a colleague's customer was received knowingly and without consent; it ends any share", map[string]param{
		"fine":         {"what it costs", nil, sets},
		"suspend_days": {"how long it bars from receiving", nil, sets},
		"free":         {"only where the owner could receive, and the customer asked for nobody else", nil, narrows},
		"consent":      {"receiving in the owner's name is no excuse, but their consent is", nil, decides},
		"deep":         {"only by a full reception, not a greeting", nil, narrows},
	}},
	"reportable": {aboutConduct, "names an act that the house rules forbid, and what it costs", map[string]param{
		"act":          {"the act", acts, decides},
		"fine":         {"what it costs", nil, sets},
		"suspend_days": {"how long it bars from receiving", nil, sets},
	}},
	"unregistered_visit": {aboutConduct, "finds that a full reception was left without a valid registration", nil},
}

var firstParams = map[string]param{
	"been":      {"only of customers who say that they have been here before", nil, narrows},
	"via":       {"only one who came so", words["visit"]["via"], narrows},
	"lost_by":   {"only one whom another has lost by one of these clauses", nil, narrows},
	"lapsed":    {"only a customer whose protection has run out", nil, narrows},
	"referred":  {"only one whom somebody has sent", nil, narrows},
	"mentioned": {"only one whose referrer came up then", mentions, narrows},
	"lunch":     {"only at lunch time", nil, narrows},
	"invited":   {"only one who comes by appointment", nil, narrows},
	"related":   {"only one on record as somebody's relative or friend", nil, narrows},
	"called":    {"only one who has called, and comes for the first time", nil, narrows},
}

func with(params map[string]param, key string, p param) map[string]param {
	params[key] = p
	return params
}

// A parameterField is one parameter of a kind of clause: its key, and the field of
// the kind's struct that holds it.
type parameterField struct {
	key string
	reflect.StructField
}

// parameterFields lists the parameters of a rule's kind as its struct has them.
func parameterFields(rule any) []parameterField {
	var all []parameterField
	t := reflect.TypeOf(rule).Elem()
	for i := range t.NumField() {
		f := t.Field(i)
		if key, ok := f.Tag.Lookup("yaml"); ok {
			all = append(all, parameterField{key, f})
		}
	}
	return all
}

// strange returns a word that the parameter of a rule may not have, with those
// that it may; no list if all is well.
func (p parameterField) strange(rule any) (word string, among []string) {
	among = kindsOfClause[kindOf(rule)].params[p.key].among
	v := reflect.ValueOf(rule).Elem().FieldByIndex(p.Index)
	switch {
	case among == nil:
		return "", nil
	case v.Kind() == reflect.String && v.String() != "" && !slices.Contains(among, v.String()):
		return v.String(), among
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			if word := v.Index(i).String(); !slices.Contains(among, word) {
				return word, among
			}
		}
	}
	return "", nil
}

// kindOf returns the kind of a rule, as policy files spell it.
func kindOf(rule any) string { return kindNamesByType[reflect.TypeOf(rule)] }

var kindNamesByType = func() map[reflect.Type]string {
	names := map[reflect.Type]string{}
	for name, build := range clauseKinds {
		names[reflect.TypeOf(build())] = name
	}
	return names
}()

// subject returns what a clause is about: what it does first.
func (c *Clause) subject() subject { return kindsOfClause[c.Does].subject }

// title returns a subject's heading.
func (s subject) title(lang Lang) string {
	i := slices.IndexFunc(subjects, func(x struct {
		subject
		title wording
	},
	) bool {
		return x.subject == s
	})
	return subjects[i].title.in(lang)
}

// usage says in a line what a kind of clause takes, in English also what it does,
// for error messages.
func usage(kind string) wording {
	k := kindsOfClause[kind]
	keys := slices.Sorted(maps.Keys(k.params))
	if len(keys) == 0 {
		return wording{kind + " 没有参数", kind + " " + k.does + "; it has no parameters"}
	}
	return wording{kind + " 的参数有：" + strings.Join(keys, "、"), kind + " " + k.does + "; its parameters: " + strings.Join(keys, ", ")}
}
