package bot

import "sync"

// A signal wakes one waiter; sent several times before it is heard, it is one.
// The zero signal is ready for use.
type signal struct {
	once sync.Once
	ch   chan struct{}
}

func (s *signal) wait() <-chan struct{} {
	s.once.Do(func() { s.ch = make(chan struct{}, 1) })
	return s.ch
}

func (s *signal) send() {
	s.wait()
	select {
	case s.ch <- struct{}{}:
	default:
	}
}
