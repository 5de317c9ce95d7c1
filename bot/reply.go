package bot

import "time"

// A Reply is what the asker gets back. Posts to the channel and direct messages
// are not part of it: they are queued with the event, see [Post].
type Reply struct {
	Message *Message // seen by the asker alone; in answer to a press it takes the place of the pressed message
	Beside  bool     // Message stands beside the pressed message and leaves it as it is
	Form    *Form    // a form to show
	How     FormStep // what Form does where one is open already
	Errors  []Wrong  // Submit: fields to be mended; the form stays open
	Home    *Home    // the asker's App Home, redrawn
}

// A FormStep says what a reply's form does.
type FormStep int

// The steps of a form.
const (
	OpenForm   FormStep = iota // a new form
	UpdateForm                 // takes the place of the one that asked
	PushForm                   // on top of it
)

// A Wrong field: what is wrong and what would be right.
type Wrong struct{ Field, Text string }

// A Message is something said, in one language, before Slack's dress. Its
// strings are mrkdwn whose foreign words went through [say.Safe].
type Message struct {
	Title   string   `json:",omitempty"` // a header above all, plain text
	Head    string   // the outcome, without mark-up; shown bold
	Facts   []string `json:",omitempty"`
	Table   *Table   `json:",omitempty"`
	Chart   *Chart   `json:",omitempty"` // a Post's only, with the same as its File
	Rows    []Row    `json:",omitempty"` // facts with a button beside each
	Notes   []string `json:",omitempty"` // small lines below: the clause line
	Buttons []Button `json:",omitempty"`
	Menus   []Menu   `json:",omitempty"` // in the same row as the buttons, after them
	Images  []Image  `json:",omitempty"`
	Text    string   `json:",omitempty"` // what a notification says; Head and the first fact if empty
}

// A Row is one line with one button beside it.
type Row struct {
	Text   string
	Button *Button `json:",omitempty"`
}

// A Table has a header row first.
type Table struct{ Rows [][]string }

// A Chart has a group of bars for each category, one of each series. Its strings
// are plain text.
type Chart struct {
	Title      string
	Categories []string
	Series     []Series
}

// A Series has one value for each category of its chart.
type Series struct {
	Name   string
	Values []int
}

// A Button can be pressed once or more; what it does is in its Action.
type Button struct {
	Action  string
	Value   string `json:",omitempty"` // at most 2,000 characters, no personal data
	Label   string
	Spoken  string   `json:",omitempty"` // for a screen reader, where labels repeat
	Primary bool     `json:",omitempty"`
	Danger  bool     `json:",omitempty"`
	Confirm *Confirm `json:",omitempty"`
	Opens   string   `json:",omitempty"` // the key of a post that a press shows; a button of a Post only
	At      Ref      `json:"-"`          // where that stands, once it is known
	URL     string   `json:"-"`          // likewise, its address
}

// A Confirm asks once more before a press counts.
type Confirm struct{ Title, Text, Yes, No string }

// A Menu offers a choice: of Options, or of people where People is set.
type Menu struct {
	Action   string
	Value    string   `json:",omitempty"` // carried along as a button's; at most 200 characters
	Label    string   // placeholder
	Options  []Option `json:",omitempty"`
	People   bool     `json:",omitempty"`
	Overflow bool     `json:",omitempty"` // five options at most, behind "…"
}

// An Option of a menu or field.
type Option struct{ Value, Label string }

// An Image has the same content in words as its alt text.
type Image struct{ URL, Alt string }

// A Form asks for several things at once.
type Form struct {
	ID      string
	Title   string // 24 characters at most
	Submit  string // empty: nothing to submit
	Cancel  string
	Private string   // carried along, 3,000 characters at most, no personal data
	Alert   string   `json:",omitempty"` // a warning above the fields
	Head    string   `json:",omitempty"`
	Facts   []string `json:",omitempty"`
	Notes   []string `json:",omitempty"`
	Fields  []Field
}

// A Field of a form.
type Field struct {
	ID          string
	Kind        FieldKind
	Label       string
	Placeholder string   `json:",omitempty"`
	Hint        string   `json:",omitempty"`
	Optional    bool     `json:",omitempty"`
	Initial     []string `json:",omitempty"`
	Options     []Option `json:",omitempty"`
	Max         int      `json:",omitempty"` // characters of a text
	Watch       bool     `json:",omitempty"` // the bot wants to know of changes at once
}

// A FieldKind is the element that a field is shown as.
type FieldKind string

// The kinds of field.
const (
	TextField   FieldKind = "text"
	LinesField  FieldKind = "lines" // text of several lines
	PersonField FieldKind = "person"
	PeopleField FieldKind = "people"
	SelectField FieldKind = "select"
	RadioField  FieldKind = "radio"
	CheckField  FieldKind = "check" // any number of Options
	TimeField   FieldKind = "time"  // 15:04
)

// A Home is the App Home of one person.
type Home struct{ Parts []HomePart }

// A HomePart is a titled part of the App Home.
type HomePart struct {
	Title   string
	Lines   []string
	Rows    []Row
	Buttons []Button
	Menus   []Menu
	Notes   []string
}

// A File is handed over with a post.
type File struct {
	Name    string // with its ending
	Content []byte
	Alt     string `json:",omitempty"` // of a picture: the same in words
}

// A Post is a message on its way to a channel or to one person.
type Post struct {
	Channel string `json:",omitempty"` // one of Channel and To
	To      string `json:",omitempty"` // a person, by direct message
	Thread  string `json:",omitempty"` // of this message
	In      string `json:",omitempty"` // or of the one posted earlier with this Key
	// Evidence, if not empty, is a small line added below where people have
	// posted files into that thread; {files} in it stands for them.
	Evidence string `json:",omitempty"`
	Key      string `json:",omitempty"` // remembers the posted message, so that a later post of this key updates it in place
	Update   bool   `json:",omitempty"` // take the place of the message with this Key; where there is none, nothing is said
	// Pin names a place among what is pinned to the channel: there the message
	// takes the place of the last one with the same Pin.
	Pin     string `json:",omitempty"`
	Notice  bool   `json:",omitempty"` // tells of another post's fate; its own is told to nobody
	File    *File  `json:",omitempty"` // goes with the message, which then is its head alone
	Message Message
	// English is Message for readers of English, where To is not known to read
	// one language; who delivers it knows.
	English *Message `json:",omitempty"`

	Unpin Ref `json:"-"` // what Pin held so far; set when it is delivered

	// ID tells this post from every other, and Again that an earlier try since
	// Due may have arrived. They are set when it is delivered.
	ID    string    `json:"-"`
	Due   time.Time `json:"-"`
	Again bool      `json:"-"`
}
