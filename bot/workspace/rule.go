package workspace

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A rule says what a JSON value must be.
type rule func(c *check, at string, v any)

func (c *check) say(at, format string, args ...any) {
	if at == "" {
		at = "/"
	}
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...)+" [json-pointer:"+at+"]")
}

// text is a string of so many characters.
func text(least, most int) rule {
	return func(c *check, at string, v any) {
		s, ok := v.(string)
		if !ok {
			c.say(at, "must provide a string")
			return
		}
		n := utf8.RuneCountInString(s)
		if n < least {
			c.say(at, "must be more than %d characters", least-1)
		}
		if n > most {
			c.say(at, "must be less than %d characters", most+1)
		}
	}
}

// matching is a string of a certain form.
func matching(re *regexp.Regexp, what string) rule {
	return func(c *check, at string, v any) {
		if s, ok := v.(string); !ok || !re.MatchString(s) {
			c.say(at, "must be %s", what)
		}
	}
}

// address is a URL with one of the schemes; none means any.
func address(schemes ...string) rule {
	return func(c *check, at string, v any) {
		s, ok := v.(string)
		if !ok {
			c.say(at, "must provide a string")
			return
		}
		u, err := url.Parse(s)
		if err != nil || u.Scheme == "" || u.Host == "" && u.Opaque == "" || len(schemes) > 0 && !slices.Contains(schemes, u.Scheme) {
			c.say(at, "must be a valid url")
		}
		if utf8.RuneCountInString(s) > 3000 {
			c.say(at, "must be less than 3001 characters")
		}
	}
}

func boolean(c *check, at string, v any) {
	if _, ok := v.(bool); !ok {
		c.say(at, "must provide a boolean")
	}
}

// whole is an integer within bounds.
func whole(least, most int) rule {
	return func(c *check, at string, v any) {
		n, ok := v.(float64)
		switch {
		case !ok || n != float64(int64(n)):
			c.say(at, "must provide an integer")
		case int64(n) < int64(least):
			c.say(at, "must be greater than or equal to %d", least)
		case int64(n) > int64(most):
			c.say(at, "must be less than or equal to %d", most)
		}
	}
}

// decimal is a number written as a string.
func decimal(c *check, at string, v any) {
	s, ok := v.(string)
	if _, err := strconv.ParseFloat(s, 64); !ok || err != nil {
		c.say(at, "must be a number in a string")
	}
}

// among is one of some strings.
func among(values ...string) rule {
	return func(c *check, at string, v any) {
		if s, ok := v.(string); !ok || !slices.Contains(values, s) {
			c.say(at, "must be one of: %s", strings.Join(values, ", "))
		}
	}
}

// items is a list of so many, each following a rule.
func items(least, most int, each rule) rule {
	return func(c *check, at string, v any) {
		list, ok := v.([]any)
		if !ok {
			c.say(at, "must provide an array")
			return
		}
		if len(list) < least {
			c.say(at, "no fewer than %d items allowed", least)
		}
		if len(list) > most {
			c.say(at, "no more than %d items allowed", most)
			return
		}
		for i, x := range list {
			each(c, at+"/"+strconv.Itoa(i), x)
		}
	}
}

// rules are the fields of an object. A name that ends in "!" is required.
type rules map[string]rule

// object is an object with these fields and no others.
func object(fields rules) rule {
	required := []string{}
	known := map[string]rule{}
	for name, r := range fields {
		bare, must := strings.CutSuffix(name, "!")
		if must {
			required = append(required, bare)
		}
		known[bare] = r
	}
	slices.Sort(required)
	return func(c *check, at string, v any) {
		o, ok := v.(obj)
		if !ok {
			c.say(at, "must provide an object")
			return
		}
		for _, name := range required {
			if _, ok := o[name]; !ok {
				c.say(at, "missing required field: %s", name)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(o)) {
			if r, ok := known[name]; ok {
				r(c, at+"/"+name, o[name])
			} else {
				c.say(at, "invalid additional property: %s", name)
			}
		}
	}
}

// typed is an object whose "type" is one of those allowed; its rules are
// looked up by it.
func typed(kinds map[string]rule, allowed ...string) rule {
	return func(c *check, at string, v any) {
		o, ok := v.(obj)
		if !ok {
			c.say(at, "must provide an object")
			return
		}
		kind, ok := o["type"].(string)
		if !ok {
			c.say(at, "missing required field: type")
			return
		}
		r, known := kinds[kind]
		if !known || !slices.Contains(allowed, kind) {
			c.say(at+"/type", "unsupported type: %s", kind)
			return
		}
		r(c, at, v)
	}
}

// also is a rule and another after it.
func also(r rule, more func(c *check, at string, o obj)) rule {
	return func(c *check, at string, v any) {
		r(c, at, v)
		if o, ok := v.(obj); ok {
			more(c, at, o)
		}
	}
}

// only is a constant "type".
func only(kind string) rule { return among(kind) }

// plain, mrkdwn and either are text objects of 1 to most characters.
func plain(most int) rule {
	return object(rules{"type!": only("plain_text"), "text!": text(1, most), "emoji": boolean})
}

func mrkdwn(most int) rule {
	return object(rules{"type!": only("mrkdwn"), "text!": text(1, most), "verbatim": boolean})
}

func either(most int) rule {
	return typed(map[string]rule{"plain_text": plain(most), "mrkdwn": mrkdwn(most)}, "plain_text", "mrkdwn")
}
