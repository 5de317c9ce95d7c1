// Package bot answers what people on a sales floor type and press. It turns
// words into facts, asks package rules, records what happened and says what is
// so now. It knows nothing of Slack's wire formats; see package slackio for
// those, and package say for the sentences.
package bot

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/walkin-chat/walkin/bot/say"
	"github.com/walkin-chat/walkin/rules"
	"github.com/walkin-chat/walkin/storage"
)

// A Bot answers requests. Its exported fields are set before the first call.
type Bot struct {
	DB     *storage.DB
	Log    *slog.Logger
	Now    func() time.Time // for the jobs; a request carries its own time
	Admins []rules.Person   // who may set up a site besides the workspace's admins

	// Workbook makes a spreadsheet of several tables.
	Workbook func([]Sheet) ([]byte, error)
	// Timeline and Fairness draw, as PNG, with the same in words.
	Timeline func(Case) (png []byte, alt string, err error)
	Fairness func(Shares) (png []byte, alt string, err error)

	stirred signal // something may have been recorded

	// What follows is used only inside DB.Write, which runs one closure at a time.
	books map[storage.SiteID]*shelved
	swept time.Time                    // when old deliveries were last forgotten
	drawn map[storage.SiteID]time.Time // when the day's rotation was last brought up to date
}

// A UserError is a mistake the asker can mend, or a refusal: its message is
// shown to them and nothing is recorded. Any other error is logged and shown
// as an apology.
type UserError struct{ Message Message }

func (e *UserError) Error() string { return e.Message.Head }

// Handle answers req. It always has something to say where the asker expects
// an answer, so it returns no error. A request whose key was answered before
// gets the same reply and records nothing.
func (b *Bot) Handle(ctx context.Context, req Request) Reply {
	if req.Asker.Bot && req.Act != Join && req.Act != Renamed && req.Act != Moved {
		return Reply{}
	}
	answer := b.answer
	if req.Act == Press && req.Action == checkAction {
		answer = b.answerCheck(ctx, req)
	}
	var reply Reply
	write := func(tx *storage.Tx) error {
		reply = Reply{}
		if req.Key != "" {
			stored, found, err := tx.Delivery(req.Key)
			if err != nil {
				return err
			}
			if found {
				return json.Unmarshal(stored, &reply)
			}
		}
		var err error
		if reply, err = answer(tx, req); err != nil {
			return err
		}
		if reply.Message != nil {
			reply.Message.announce(req.Asker.Lang)
		}
		if req.Key == "" {
			return nil
		}
		stored, err := json.Marshal(reply)
		if err != nil {
			return fmt.Errorf("reply to %s: %w", req.Key, err)
		}
		if err := b.sweep(tx, req.At); err != nil {
			return err
		}
		return tx.Deliver(req.Key, stored, req.At)
	}
	err := b.DB.Write(ctx, write)
	if first := (*supposition)(nil); errors.As(err, &first) {
		if req.WhatIf, err = b.suppose(ctx, first); err == nil {
			err = b.DB.Write(ctx, write)
		}
	}
	var mistake *UserError
	switch {
	case errors.As(err, &mistake):
		return b.refused(req, mistake)
	case err != nil:
		code := errorCode()
		b.Log.ErrorContext(ctx, "request failed", "code", code, "act", int(req.Act), "command", req.Command, "action", req.Action, "form", req.Form, "channel", req.Channel, "err", err)
		line, next := say.ErrInternal, say.ErrCode
		switch {
		case errors.Is(err, storage.ErrUnsure):
			line = say.ErrUnsure
		case errors.Is(err, storage.ErrFull):
			line, next = say.ErrFull, say.ErrFullNext
		}
		return b.refused(req, &UserError{Message{Head: line.In(req.Asker.Lang, "code", code), Facts: []string{next.In(req.Asker.Lang, "code", code)}}})
	}
	b.stirred.send()
	return reply
}

// sweep forgets what holds customers' names and has had its use: the replies to
// deliveries, whose last repeat comes within minutes, and questions that nobody
// has answered for a week.
func (b *Bot) sweep(tx *storage.Tx, now time.Time) error {
	const every, replies, choices = time.Hour, 24 * time.Hour, 7 * 24 * time.Hour
	if now.Sub(b.swept) < every {
		return nil
	}
	b.swept = now
	if err := tx.Forget(now.Add(-replies)); err != nil {
		return err
	}
	if err := tx.ForgetReminders(now.Add(-remembered)); err != nil {
		return err
	}
	return tx.ForgetChoices(now.Add(-choices))
}

// refused shows a refusal where the asker looks: a pressed message keeps its
// buttons, an open form gives way to the words.
func (b *Bot) refused(req Request, mistake *UserError) Reply {
	if req.Act == Submit {
		m := mistake.Message
		return Reply{How: UpdateForm, Form: &Form{ID: "note", Title: say.NoteTitle.In(req.Asker.Lang), Cancel: say.Closed.In(req.Asker.Lang), Head: m.Head, Facts: m.Facts, Notes: m.Notes}}
	}
	return Reply{Message: &mistake.Message, Beside: true}
}

// Undelivered says by direct message what an answer said that did not get
// through. Where it is that something was recorded, it is said so that nobody
// records it again.
func (b *Bot) Undelivered(ctx context.Context, req Request, reply Reply) {
	if reply.Message == nil {
		return
	}
	m, lang := *reply.Message, req.Asker.Lang
	if i := slices.IndexFunc(m.Buttons, func(b Button) bool { return b.Action == "undo" }); i >= 0 {
		what := m.Head
		for _, colon := range []string{"：", ": "} { // "Recorded: ..." without its first word
			if _, rest, found := strings.Cut(what, colon); found {
				what = rest
				break
			}
		}
		m = Message{
			Head:    say.ErrSlack.In(lang, "what", strings.TrimRight(what, "。.")),
			Facts:   []string{say.ErrSlackNext.In(lang)},
			Buttons: m.Buttons[i : i+1],
		}
	}
	body, err := json.Marshal(Post{To: string(req.Asker.ID), Message: m})
	if err == nil {
		err = b.DB.Write(ctx, func(tx *storage.Tx) error {
			return tx.Enqueue(storage.Job{Site: storage.SiteID(req.Channel), Lane: string(req.Asker.ID), Due: b.Now(), Body: body})
		})
	}
	if err != nil {
		b.Log.ErrorContext(ctx, "reply that did not get through", "act", int(req.Act), "err", err)
	}
}

// errorCode makes a short code by which an admin finds the log line: letters
// and digits that are not mistaken for each other when read out.
func errorCode() string {
	const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
	var raw [4]byte
	rand.Read(raw[:])
	for i, c := range raw {
		raw[i] = alphabet[int(c)%len(alphabet)]
	}
	return string(raw[:])
}

// Warm folds the registers of all sites, so that no request has to wait for
// that: a register of a million events takes some ten seconds.
func (b *Bot) Warm(ctx context.Context) error {
	return b.DB.Write(ctx, func(tx *storage.Tx) error {
		sites, err := tx.Sites()
		if err != nil {
			return err
		}
		for _, site := range sites {
			if _, err := b.book(tx, site); err != nil {
				return err
			}
		}
		return nil
	})
}

// A shelved book is a site's fold with the hash of its last event, which tells
// whether the register has gone on, or back, since.
type shelved struct {
	book *rules.Book
	hash string
}

// book returns the fold of a site's register as tx sees it. It is kept between
// requests and caught up; one that holds events which were never committed is
// folded anew.
func (b *Bot) book(tx *storage.Tx, site storage.SiteID) (*shelved, error) {
	seq, hash, err := tx.Head(site)
	if err != nil {
		return nil, fmt.Errorf("book of %s: %w", site, err)
	}
	s := b.books[site]
	if s != nil && s.book.Seq() == seq && s.hash == hash {
		return s, nil
	}
	if s != nil && s.book.Seq() < seq {
		if caught, err := s.catchUp(tx, site); err != nil || caught {
			return s, err
		}
	}
	s = &shelved{book: rules.NewBook(nil, nil)}
	if _, err := s.catchUp(tx, site); err != nil {
		return nil, err
	}
	if b.books == nil {
		b.books = map[storage.SiteID]*shelved{}
	}
	b.books[site] = s
	return s, nil
}

// catchUp applies the events that s lacks; false if s does not lead up to them.
func (s *shelved) catchUp(tx *storage.Tx, site storage.SiteID) (bool, error) {
	for e, err := range tx.EventsAfter(site, s.book.Seq()) {
		if err != nil {
			return false, fmt.Errorf("book of %s: %w", site, err)
		}
		if s.hash != "" && e.Prev != s.hash {
			return false, nil
		}
		if _, err := s.book.Apply(e); err != nil {
			return false, fmt.Errorf("book of %s, event %d: %w", site, e.Seq, err)
		}
		s.hash = e.Hash
	}
	return true, nil
}

// maySetUp says whether somebody may make a channel a site.
func (b *Bot) maySetUp(a Asker) bool {
	return a.Admin || slices.Contains(b.Admins, a.ID)
}
