package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// A clock is the one that everything in the process shares. In the embedded
// workspace it can be moved forward; by how much is kept in a file, so that a
// restart does not turn it back.
type clock struct {
	path string

	mu        sync.Mutex
	ahead     time.Duration
	listeners []chan struct{}
}

// openClock returns the clock whose lead is kept at path; it need not exist.
func openClock(path string) (*clock, error) {
	c := &clock{path: path}
	kept, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return c, nil
	case err != nil:
		return nil, fmt.Errorf("read the clock: %w", err)
	}
	if c.ahead, err = time.ParseDuration(strings.TrimSpace(string(kept))); err != nil || c.ahead < 0 {
		return nil, fmt.Errorf("read the clock: %s does not hold a duration such as 72h; remove it to begin at the real time", path)
	}
	return c, nil
}

// Now returns the real time plus what the clock was moved forward.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

// jumped returns a channel of the caller's own that is signalled when the clock
// was moved.
func (c *clock) jumped() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	l := make(chan struct{}, 1)
	c.listeners = append(c.listeners, l)
	return l
}

// Advance moves the clock forward and keeps that before it takes effect.
func (c *clock) Advance(d time.Duration) error {
	if d < 0 {
		return errors.New("the clock only moves forward")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	next := filepath.Join(filepath.Dir(c.path), "."+filepath.Base(c.path)+".next")
	if err := os.WriteFile(next, []byte((c.ahead+d).String()+"\n"), 0o600); err != nil {
		return fmt.Errorf("keep the clock: %w", err)
	}
	if err := os.Rename(next, c.path); err != nil {
		return fmt.Errorf("keep the clock: %w", err)
	}
	c.ahead += d
	for _, l := range c.listeners {
		select {
		case l <- struct{}{}:
		default:
		}
	}
	return nil
}
