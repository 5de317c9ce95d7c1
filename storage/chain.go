package storage

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/walkin-chat/walkin/rules"
)

// saltSize is the length of a salt in bytes.
const saltSize = 16

// erased stands for a personal value whose row is gone.
const erased = `"erased"`

// A link is an event as the register holds it; the package's documentation
// defines each part.
type link struct {
	body, personal   string // personal is empty if there is none
	salt, commitment string // likewise
	prev, hash       string
}

// isPersonal says whether a key of an event holds something about a customer, or
// free text that may.
func isPersonal(kind rules.Kind, key string) bool {
	switch key {
	case "note", "details":
		return true
	case "name":
		return kind == "deal"
	case "reason":
		return kind == "withdraw" || kind == "ruling"
	}
	return false
}

// forge makes the link of an event, given as a line, after prev, with a fresh
// salt.
func forge(line []byte, kind rules.Kind, prev string, random io.Reader) (link, error) {
	l, err := split(line, kind)
	if err != nil {
		return l, err
	}
	if l.personal != "" {
		salt := make([]byte, saltSize)
		if _, err := io.ReadFull(random, salt); err != nil {
			return l, fmt.Errorf("salt: %w", err)
		}
		l.salt = hex.EncodeToString(salt)
	}
	return l, l.close(prev)
}

// close computes the commitment and the hash.
func (l *link) close(prev string) (err error) {
	l.prev = prev
	if l.personal != "" {
		if l.commitment, err = commit(l.salt, l.personal); err != nil {
			return err
		}
	}
	l.hash = digest(l.prev, l.body, l.commitment)
	return nil
}

func commit(salt, personal string) (string, error) {
	key, err := hex.DecodeString(salt)
	if err != nil || len(key) != saltSize {
		return "", fmt.Errorf("a salt is %d hexadecimal digits", 2*saltSize)
	}
	mac := hmac.New(sha256.New, key)
	io.WriteString(mac, personal)
	return hex.EncodeToString(mac.Sum(nil)), nil
}

func digest(prev, body, commitment string) string {
	sum := sha256.Sum256([]byte(prev + "\n" + body + "\n" + commitment))
	return hex.EncodeToString(sum[:])
}

// split parts a line into its body and its personal part; it leaves the chain
// out.
func split(line []byte, kind rules.Kind) (link, error) {
	body, personal := []byte("{"), []byte("{")
	err := members(line, func(key string, quoted, value []byte) error {
		switch {
		case key == "prev" || key == "hash" || key == "salt":
			return nil
		case !isPersonal(kind, key):
			body = appendMember(body, quoted, value)
			return nil
		}
		personal = appendMember(personal, quoted, value)
		hollow, err := emptied(value)
		body = appendMember(body, quoted, hollow)
		return err
	})
	if err != nil {
		return link{}, err
	}
	var l link
	if l.body, err = compact(append(body, '}')); err != nil {
		return link{}, err
	}
	if len(personal) > 1 {
		l.personal, err = compact(append(personal, '}'))
	}
	return l, err
}

// join is the reverse of split: the event as a line. Where the personal part is
// gone, a word stands for each of its values.
func (l link) join(kind rules.Kind) ([]byte, error) {
	if l.commitment == "" {
		return []byte(l.body), nil
	}
	values := map[string][]byte{}
	if l.personal != "" {
		err := members([]byte(l.personal), func(key string, _, value []byte) error {
			values[key] = value
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	line := []byte("{")
	err := members([]byte(l.body), func(key string, quoted, value []byte) error {
		if isPersonal(kind, key) {
			if v, ok := values[key]; ok {
				value = v
			} else if l.personal == "" {
				value = bytes.ReplaceAll(value, []byte(`""`), []byte(erased))
			}
		}
		line = appendMember(line, quoted, value)
		return nil
	})
	return append(line, '}'), err
}

// members calls f with each member of a JSON object: its key, that key as JSON,
// and its value. Both stay valid.
func members(object []byte, f func(key string, quoted, value []byte) error) error {
	d := jsontext.NewDecoder(bytes.NewReader(object))
	if tok, err := d.ReadToken(); err != nil || tok.Kind() != '{' {
		return errors.Join(errors.New("not a JSON object"), err)
	}
	for d.PeekKind() == '"' {
		quoted, err := d.ReadValue()
		if err != nil {
			return err
		}
		quoted = quoted.Clone()
		key, err := jsontext.AppendUnquote(nil, quoted)
		if err != nil {
			return err
		}
		value, err := d.ReadValue()
		if err != nil {
			return err
		}
		if err := f(string(key), quoted, value.Clone()); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

func appendMember(object, quoted, value []byte) []byte {
	if len(object) > 1 {
		object = append(object, ',')
	}
	object = append(object, quoted...)
	object = append(object, ':')
	return append(object, value...)
}

// emptied returns a string as "", and an object with all its values so.
func emptied(value jsontext.Value) ([]byte, error) {
	if value.Kind() != '{' {
		return []byte(`""`), nil
	}
	hollow := []byte("{")
	err := members(value, func(_ string, quoted, _ []byte) error {
		hollow = appendMember(hollow, quoted, []byte(`""`))
		return nil
	})
	return append(hollow, '}'), err
}

// compact returns v without white space and with the shortest strings.
func compact(v jsontext.Value) (string, error) {
	err := v.Format()
	return string(v), err
}
