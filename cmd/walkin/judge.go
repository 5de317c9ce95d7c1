package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// judgeCmd reads a register and prints what the rules make of it.
type judgeCmd struct {
	Policy   string     `help:"House rules that hold for the whole register: a ready-made policy or a policy file. Default: the register's own." placeholder:"NAME-or-FILE"`
	Against  string     `help:"What if: list what would be otherwise under --policy (default: the register's own) than under this one, with both reasons." placeholder:"NAME-or-FILE"`
	Timezone string     `help:"The site's time zone. Default: the register's own, else Asia/Shanghai." placeholder:"ZONE"`
	At       string     `help:"As of this moment, not before the last event. Default: the last event's time." placeholder:"TIME"`
	Format   string     `help:"json or text." enum:"json,text" default:"json"`
	Lang     rules.Lang `help:"Language of the text: zh or en." enum:"zh,en" default:"zh"`
	Why      string     `help:"Why one customer, deal or visit is decided as it is, and at which clause everybody else's claim failed; customer:ID, deal:ID or visit:ID where an id is several." placeholder:"CUSTOMER|DEAL|VISIT"`
	File     string     `arg:"" optional:"" default:"-" help:"The register, one JSON event a line; - is standard input. What comes by a pipe is copied, while it is read, to a file without a name in TMPDIR, which only you can read."`
}

// Run prints the report, or nothing but one error.
func (j *judgeCmd) Run(ctx context.Context, stdin io.Reader, stdout io.Writer) (err error) {
	in, err := j.open(stdin)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if j.Against != "" {
		return j.suppose(ctx, in, stdout)
	}
	policy, zone, at, err := j.flags()
	if err != nil {
		return err
	}
	if j.Why != "" {
		book := rules.NewBook(policy, zone)
		if err := in.read(ctx, into(book)); err != nil {
			return err
		}
		return j.explain(book, at, stdout)
	}
	book, err := in.report(ctx, policy, zone)
	if err != nil {
		return err
	}
	if at.IsZero() {
		at = book.Last()
	}
	report, err := book.Report(at)
	if err != nil {
		return mistaken("--at: %w", err)
	}
	return j.print(report, stdout)
}

// An answer is what judge prints.
type answer interface {
	WriteText(w io.Writer, lang rules.Lang) error
	WriteJSON(w io.Writer) error
}

// print writes an answer once all of it is there: a part of one is none.
func (j *judgeCmd) print(a answer, stdout io.Writer) error {
	var whole bytes.Buffer
	write := a.WriteJSON
	if j.Format == "text" {
		write = func(w io.Writer) error { return a.WriteText(w, j.Lang) }
	}
	if err := write(&whole); err != nil {
		return err
	}
	if _, err := whole.WriteTo(stdout); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// report reads the register for one report, holding on to as little of it as it
// can. Where the register comes back to what was let go, it is read again with
// that in mind. One that cannot be read again is held on to as a whole.
func (in *source) report(ctx context.Context, policy *rules.Policy, zone *time.Location) (*rules.Book, error) {
	if !in.keep() {
		book := rules.NewBook(policy, zone)
		return book, in.read(ctx, into(book))
	}
	book := rules.NewLeanBook(policy, zone, rules.Keep{})
	err := in.read(ctx, into(book))
	if errors.Is(err, rules.ErrLetGo) {
		var keep rules.Keep
		note := func(e rules.Event) error { keep.Note(e); return nil }
		if err := in.readAgain(ctx, note); err != nil {
			return nil, err
		}
		book = rules.NewLeanBook(policy, zone, keep)
		err = in.readAgain(ctx, into(book))
	}
	if errors.Is(err, rules.ErrLetGo) {
		book = rules.NewBook(policy, zone)
		err = in.readAgain(ctx, into(book))
	}
	return book, err
}

func (in *source) readAgain(ctx context.Context, apply func(rules.Event) error) error {
	if err := in.rewind(); err != nil {
		return fmt.Errorf("%s: %w", in.name, err)
	}
	return in.read(ctx, apply)
}

// into adds events to a book.
func into(book *rules.Book) func(rules.Event) error {
	return func(e rules.Event) error {
		_, err := book.Apply(e)
		return err
	}
}

// flags reads --policy, --timezone and --at; nil and zero where they are not
// given.
func (j *judgeCmd) flags() (policy *rules.Policy, zone *time.Location, at time.Time, err error) {
	if j.Policy != "" {
		if policy, err = findPolicy(j.Policy); err != nil {
			return nil, nil, at, about("--policy", err)
		}
	}
	if j.Timezone != "" {
		if zone, err = rules.ParseZone(j.Timezone); err != nil {
			return nil, nil, at, mistaken("--timezone: %w", err)
		}
	}
	if j.At != "" {
		if at, err = rules.ParseTime(j.At); err != nil {
			return nil, nil, at, mistaken("--at: %w", err)
		}
	}
	return policy, zone, at, nil
}

// read takes the register in. What is wrong with it is a mistake, a file that
// cannot be read is not.
func (in *source) read(ctx context.Context, apply func(rules.Event) error) error {
	if err := readInto(ctx, apply, in); err != nil {
		return fmt.Errorf("%s: %w", in.name, err)
	}
	return nil
}

func readInto(ctx context.Context, apply func(rules.Event) error, r io.Reader) error {
	lines := rules.NewReader(r)
	prev := ""
	for e, err := range lines.Events() {
		if err == nil {
			err = storage.CheckLink(lines.Text(), e, prev)
		}
		if err == nil {
			err = apply(e)
		}
		prev = e.Hash
		if wrong := (*rules.EventError)(nil); errors.As(err, &wrong) {
			wrong.Line = lines.Line()
			return mistake{wrong}
		}
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}
