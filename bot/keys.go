package bot

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
)

// A key is what may be written before a colon.
type key struct {
	label  say.Line // the key itself, and what an answer calls it
	also   []string
	sample say.Line    // a value, for an example
	wrong  problemKind // what a value is that take refuses
	among  choices     // what the value can be
	commas bool        // a value may hold commas without quotation marks
	bare   bool        // an answer says the value without the key
	fixed  bool        // the value is typed as a word by itself, without the key

	// take reads a value into w; false where it is none for this key.
	take func(w *words, v value, region string) bool
	// write gives it back; empty where nothing was said.
	write func(w words, s spelling) string
}

// A value is what stands after a colon.
type value struct {
	text   string
	person rules.Person
}

// The keys. A customer's name and phone may also stand without them.
var (
	keyName = &key{
		label: say.KeyName, also: []string{"姓名"}, sample: say.SampleName, wrong: notValue,
		take:  func(w *words, v value, _ string) bool { w.Name = v.text; return true },
		write: unsaid,
	}
	keyPhone = &key{
		label: say.KeyPhone, also: []string{"手机"}, sample: say.SamplePhone, wrong: badPhone,
		take: func(w *words, v value, region string) (ok bool) {
			w.Phone, ok = say.Phone(v.text, region)
			return ok
		},
		write: unsaid,
	}
	keyNewName  = textKey(say.KeyName, say.SampleName, false, func(w *words) *string { return &w.NewName }, "姓名")
	keyNewPhone = phoneKey(say.KeyPhone, func(w *words) *string { return &w.NewPhone }, "手机")

	keyGender  = choiceKey(say.KeyGender, genders, func(w *words) *string { return &w.Gender })
	keyVia     = choiceKey(say.KeyVia, vias, func(w *words) *string { return &w.Via })
	keyPurpose = choiceKey(say.KeyPurpose, purposes, func(w *words) *string { return &w.Purpose })
	keyNeeds   = textKey(say.KeyNeeds, say.SampleNeeds, true, func(w *words) *string { return &w.Needs })
	keyNote    = textKey(say.KeyNote, say.SampleNote, true, func(w *words) *string { return &w.Note })
	keyBuyer   = textKey(say.KeyBuyer, say.SampleName, false, func(w *words) *string { return &w.Buyer })

	keyReceiver = personKey(say.KeyReceiver, func(w *words) *rules.Person { return &w.Receiver })
	keyFor      = personKey(say.KeyFor, func(w *words) *rules.Person { return &w.For })
	keyCloser   = personKey(say.KeyCloser, func(w *words) *rules.Person { return &w.Closer })

	// Whom they asked for is written as the @person by itself.
	keyAsked = &key{
		label: say.KeyAsked, sample: say.SamplePerson, wrong: notPerson,
		take: func(w *words, v value, _ string) bool {
			if v.person != "" {
				w.mention(v.person)
			}
			return v.person != ""
		},
		write: unsaid,
	}

	keyBeen = yesNoKey(say.KeyBeen, say.WordsBeenBefore, say.WordsFirstVisit, func(w *words) **bool { return &w.Been })
	keyCame = yesNoKey(say.KeyCame, say.WordsAccompanied, say.WordsNotCameAlong, func(w *words) **bool { return &w.Accompanied })
	keyAt   = &key{
		label: say.KeyAt, also: []string{"来时"}, sample: say.SampleTime, wrong: notValue, bare: true,
		take: func(w *words, v value, _ string) bool {
			at, err := time.Parse("15:04", halfWidths(v.text))
			w.Came = at.Format("15:04")
			return err == nil
		},
		write: func(w words, s spelling) string {
			if w.Came == "" || s.typed {
				return w.Came
			}
			return say.WordsCameAt.In(s.lang, "time", w.Came)
		},
	}

	keyReferrer = &key{
		label: say.KeyReferrer, also: []string{"推荐人"}, sample: say.SamplePhone, wrong: badPhone,
		take: func(w *words, v value, region string) bool {
			phone, ok := say.Phone(v.text, region)
			switch {
			case ok:
				w.Referrer = phone
			case digits(v.text) > 0:
				return false
			default:
				w.ReferrerIs = v.text
			}
			return true
		},
		write: func(w words, s spelling) string {
			if w.Referrer != "" {
				return s.phone(w.Referrer)
			}
			return s.write(w.ReferrerIs)
		},
	}
	keyWith = &key{
		label: say.KeyWith, sample: say.SamplePhone, wrong: badPhone, commas: true,
		take: func(w *words, v value, region string) bool {
			for _, typed := range companions(v.text, region) {
				phone, ok := say.Phone(typed, region)
				if !ok {
					return false
				}
				w.With = append(w.With, phone)
			}
			return true
		},
		write: func(w words, s spelling) string {
			var all []string
			for _, phone := range w.With {
				all = append(all, s.phone(phone))
			}
			if s.typed {
				return strings.Join(all, ",")
			}
			return say.Names(s.lang, all...)
		},
	}

	keyState  = fixedKey(func(w words, lang rules.Lang) string { return states.word(w.State, lang) })
	keyReason = fixedKey(func(w words, lang rules.Lang) string { return reasons.word(w.Reason, lang) })
	keyDays   = fixedKey(func(w words, lang rules.Lang) string {
		var all []string
		for _, d := range w.Days {
			all = append(all, days.word(d, lang))
		}
		return strings.Join(all, " ")
	})
	keyGroup = fixedKey(func(w words, lang rules.Lang) string {
		if !w.Group {
			return ""
		}
		return groups.word("group_buy", lang)
	})
	keyRelation = fixedKey(func(w words, lang rules.Lang) string { return relations.word(w.Relation, lang) })
	keyTie      = fixedKey(func(w words, lang rules.Lang) string { return ties.word(w.Relation, lang) })
	keyAct      = fixedKey(func(w words, lang rules.Lang) string { return acts.word(w.Act, lang) })
	keyVerdict  = fixedKey(func(w words, lang rules.Lang) string { return verdicts.word(w.Answer, lang) })
	keyWeight   = fixedKey(func(w words, lang rules.Lang) string { return weights.word(w.Answer, lang) })
	keyTo       = personKey(say.KeyTo, func(w *words) *rules.Person { return &w.To })
	keyOther    = textKey(say.KeyOther, say.SamplePhone, false, func(w *words) *string { return &w.Other })
	keyOthers   = textKey(say.KeyOtherName, say.SampleName, false, func(w *words) *string { return &w.OtherName })

	keyStage = &key{
		label: say.KeyStage, sample: say.Line{Zh: stages[1].zh, En: stages[1].en}, wrong: notValue, among: stages, bare: true, fixed: true,
		take: func(w *words, v value, _ string) bool {
			stage, ok := stages.find(v.text)
			w.Stage = rules.Stage(stage)
			return ok
		},
		write: func(w words, s spelling) string { return stages.word(string(w.Stage), s.lang) },
	}
	keyAmount = &key{
		label: say.KeyAmount, sample: say.SampleAmount, wrong: badAmount, commas: true,
		take: func(w *words, v value, _ string) bool {
			amount, ok := readAmount(v.text)
			w.Amount = &amount
			return ok
		},
		write: func(w words, s spelling) string {
			if w.Amount == nil {
				return ""
			}
			return fmt.Sprintf("%d.%02d", *w.Amount/100, *w.Amount%100)
		},
	}
	keyEntry = &key{
		label: say.KeyEntry, sample: say.SampleEntry, wrong: notValue, bare: true,
		take: func(w *words, v value, _ string) bool {
			n, err := strconv.ParseInt(v.text, 10, 64)
			w.Entry = n
			return err == nil && n > 0
		},
		write: func(w words, s spelling) string {
			switch {
			case w.Entry == 0:
				return ""
			case s.typed:
				return strconv.FormatInt(w.Entry, 10)
			}
			return say.WordsEntry.In(s.lang, "n", strconv.FormatInt(w.Entry, 10))
		},
	}
)

func unsaid(words, spelling) string { return "" }

func textKey(label, sample say.Line, commas bool, field func(*words) *string, also ...string) *key {
	return &key{
		label: label, also: also, sample: sample, wrong: notValue, commas: commas,
		take:  func(w *words, v value, _ string) bool { *field(w) = v.text; return true },
		write: func(w words, s spelling) string { return s.write(*field(&w)) },
	}
}

func phoneKey(label say.Line, field func(*words) *string, also ...string) *key {
	return &key{
		label: label, also: also, sample: say.SamplePhone, wrong: badPhone,
		take: func(w *words, v value, region string) (ok bool) {
			*field(w), ok = say.Phone(v.text, region)
			return ok
		},
		write: func(w words, s spelling) string {
			if *field(&w) == "" {
				return ""
			}
			return s.phone(*field(&w))
		},
	}
}

func choiceKey(label say.Line, among choices, field func(*words) *string) *key {
	return &key{
		label: label, sample: say.Line{Zh: among[0].zh, En: among[0].en}, wrong: notValue, among: among,
		take: func(w *words, v value, _ string) (ok bool) {
			*field(w), ok = among.find(v.text)
			return ok
		},
		write: func(w words, s spelling) string { return among.word(*field(&w), s.lang) },
	}
}

func personKey(label say.Line, field func(*words) *rules.Person) *key {
	return &key{
		label: label, sample: say.SamplePerson, wrong: notPerson,
		take: func(w *words, v value, _ string) bool {
			*field(w) = v.person
			return v.person != ""
		},
		write: func(w words, s spelling) string {
			if *field(&w) == "" {
				return ""
			}
			return s.person(*field(&w))
		},
	}
}

func yesNoKey(label, yes, no say.Line, field func(*words) **bool) *key {
	return &key{
		label: label, sample: say.Line{Zh: yesNo[0].zh, En: yesNo[0].en}, wrong: notValue, among: yesNo, bare: true,
		take: func(w *words, v value, _ string) bool {
			word, ok := yesNo.find(v.text)
			is := word == "yes"
			*field(w) = &is
			return ok
		},
		write: func(w words, s spelling) string {
			said := *field(&w)
			switch {
			case said == nil:
				return ""
			case s.typed && *said:
				return yesNo.word("yes", s.lang)
			case s.typed:
				return yesNo.word("no", s.lang)
			case *said:
				return yes.In(s.lang)
			}
			return no.In(s.lang)
		},
	}
}

// fixedKey is a word that stands by itself and goes by no key.
func fixedKey(write func(words, rules.Lang) string) *key {
	return &key{bare: true, fixed: true, write: func(w words, s spelling) string { return write(w, s.lang) }}
}

// readAmount reads an amount of money, 10000, 10,000 or 10000.50, into minor
// units.
func readAmount(text string) (int64, bool) {
	whole, cents, point := strings.Cut(text, ".")
	if groups := strings.Split(whole, ","); len(groups) > 1 {
		for i, g := range groups {
			if len(g) > 3 || i > 0 && len(g) != 3 {
				return 0, false
			}
		}
		whole = strings.Join(groups, "")
	}
	if point && (len(cents) == 0 || len(cents) > 2) || len(whole) == 0 || len(whole) > 15 {
		return 0, false
	}
	n, err := strconv.ParseUint((whole + cents + "00")[:len(whole)+2], 10, 63)
	return int64(n), err == nil
}

// companions cuts a list of phones apart: at commas, and at spaces unless what
// stands between commas is one phone.
func companions(text, region string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、;；", r) }) {
		if _, whole := say.Phone(part, region); whole {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}
