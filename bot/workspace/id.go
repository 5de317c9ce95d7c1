package workspace

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

const idLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// newID makes up an ID of Slack's shape: a letter for the kind, then ten more.
func newID(kind string) string {
	return kind + "0" + pick(idLetters, 9)
}

func randomDigits(n int) string { return pick("0123456789", n) }

func randomText(n int) string {
	return pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", n)
}

func randomHex(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // never fails, by its documentation
	return hex.EncodeToString(b)
}

// pick draws n letters of an alphabet of at most 256.
func pick(alphabet string, n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	for i := range b {
		b[i] = alphabet[int(b[i])%len(alphabet)]
	}
	return string(b)
}

// nextTS is the time stamp of something said now: seconds and microseconds of
// the workspace's clock, never twice the same, never going back.
func (s *Server) nextTS() string {
	now := s.opts.Now().UnixMicro()
	if now <= s.lastTS {
		now = s.lastTS + 1
	}
	s.lastTS = now
	return fmt.Sprintf("%d.%06d", now/1e6, now%1e6)
}

// seenTS keeps nextTS ahead of a time stamp read from the file.
func (s *Server) seenTS(ts string) {
	if n, ok := parseTS(ts); ok && n > s.lastTS {
		s.lastTS = n
	}
}

// parseTS reads "1700000000.000100" as microseconds.
func parseTS(ts string) (int64, bool) {
	sec, frac, _ := strings.Cut(ts, ".")
	n, err := strconv.ParseInt(sec, 10, 64)
	if err != nil || n < 0 || len(frac) > 6 {
		return 0, false
	}
	if frac == "" {
		return n * 1e6, true
	}
	f, err := strconv.ParseInt(frac+strings.Repeat("0", 6-len(frac)), 10, 64)
	if err != nil || f < 0 {
		return 0, false
	}
	return n*1e6 + f, true
}
