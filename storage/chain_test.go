package storage_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

// counting is a source of salts that counts up.
type counter struct{ n byte }

func counting(from byte) *counter { return &counter{from} }

func (c *counter) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = c.n
		c.n++
	}
	return len(p), nil
}

// definedHead follows the definition in the package's documentation with pencil
// and paper.
func definedHead(t *testing.T) string {
	t.Helper()
	salt, err := hex.DecodeString("000102030405060708090a0b0c0d0e0f")
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha256.New, salt)
	mac.Write([]byte(`{"note":"two children","details":{"name":"wang","phone":"13800138000"}}`))
	commitment := hex.EncodeToString(mac.Sum(nil))

	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return hex.EncodeToString(sum[:])
	}
	first := hash("\n" + `{"type":"person","at":"2026-03-01T09:00:00+08:00","seq":1,"id":"amy","name":"Amy"}` + "\n")
	return hash(first + "\n" +
		`{"type":"visit","at":"2026-03-01T09:00:00+08:00","seq":2,"note":"","id":"v-wang","customer":"wang","person":"amy","details":{"name":"","phone":""}}` +
		"\n" + commitment)
}
