package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
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
	File     string     `arg:"" optional:"" default:"-" help:"The register, one JSON event a line; - is standard input."`
}

// Run prints the report, or nothing but one error.
func (j *judgeCmd) Run(ctx context.Context, stdin io.Reader, stdout io.Writer) error {
	if j.Against != "" {
		return j.suppose(ctx, stdin, stdout)
	}
	policy, zone, at, err := j.flags()
	if err != nil {
		return err
	}
	if j.Why != "" {
		book := rules.NewBook(policy, zone)
		if err := j.read(ctx, into(book), stdin); err != nil {
			return err
		}
		return j.explain(book, at, stdout)
	}
	book, err := j.report(ctx, policy, zone, stdin)
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
// that in mind, if it is a file; what comes by a pipe is held on to as a whole.
func (j *judgeCmd) report(ctx context.Context, policy *rules.Policy, zone *time.Location, stdin io.Reader) (*rules.Book, error) {
	if j.File != "-" {
		book := rules.NewLeanBook(policy, zone, rules.Keep{})
		err := j.read(ctx, into(book), stdin)
		if errors.Is(err, rules.ErrLetGo) {
			var keep rules.Keep
			note := func(e rules.Event) error { keep.Note(e); return nil }
			if err := j.read(ctx, note, stdin); err != nil {
				return nil, err
			}
			book = rules.NewLeanBook(policy, zone, keep)
			err = j.read(ctx, into(book), stdin)
		}
		if !errors.Is(err, rules.ErrLetGo) {
			return book, err
		}
	}
	book := rules.NewBook(policy, zone)
	return book, j.read(ctx, into(book), stdin)
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
func (j *judgeCmd) read(ctx context.Context, apply func(rules.Event) error, stdin io.Reader) error {
	in := stdin
	if j.File != "-" {
		f, err := os.Open(j.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	if err := readInto(ctx, apply, in); err != nil {
		if j.File == "-" {
			return fmt.Errorf("standard input: %w", err)
		}
		return fmt.Errorf("%s: %w", j.File, err)
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
