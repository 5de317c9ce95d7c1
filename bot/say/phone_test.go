package say

import (
	"testing"

	"github.com/walkin-chat/walkin/rules"
)

func TestPhone(t *testing.T) {
	for _, c := range []struct{ typed, region, want string }{
		{"13800138000", "CN", "+8613800138000"},
		{"138 0013 8000", "CN", "+8613800138000"},
		{"(+86) 138-0013-8000", "CN", "+8613800138000"},
		{"8613800138000", "CN", "+8613800138000"},
		{"0086 13800138000", "CN", "+8613800138000"},
		{"19912345678", "CN", "+8619912345678"},
		{"010-62345678", "CN", "+861062345678"},
		{"0532 1234 5678", "CN", "+8653212345678"},
		{"+86 10 6234 5678", "CN", "+861062345678"},
		{"400 123 4567", "CN", "+864001234567"},
		{"+44 20 7946 0123", "CN", "+442079460123"},
		{"+852 9123 4567", "CN", "+85291234567"},
		{"(212) 555-0123", "US", "+12125550123"},
		{"+86 138 0013 8000", "US", "+8613800138000"},

		{"1380013800", "CN", ""},   // a digit lost
		{"138001380001", "CN", ""}, // one too many
		{"1062345678", "CN", ""},   // a mobile number's ten digits, not area code 10
		{"62345678", "CN", ""},     // no area code
		{"12800138000", "CN", ""},  // no such range
		{"+44 20", "CN", ""},
		{"8000", "CN", ""},
		{"13800138000 ext 5", "CN", ""},
		{"", "CN", ""},
		{"王女士", "CN", ""},
	} {
		if got, ok := Phone(c.typed, c.region); got != c.want || ok != (c.want != "") {
			t.Errorf("%q in %s is read as %q, %v; want %q", c.typed, c.region, got, ok, c.want)
		}
	}
}

func TestPhonesWritten(t *testing.T) {
	for _, c := range []struct{ e164, region, whole, masked, digits, ending string }{
		{"+8613800138000", "CN", "138 0013 8000", "138••••8000", "13800138000", "8000"},
		{"+861062341234", "CN", "010 6234 1234", "010 ••••1234", "01062341234", "1234"},
		{"+8653212345678", "CN", "0532 1234 5678", "0532 ••••5678", "053212345678", "5678"},
		{"+442079460123", "CN", "+44 20 7946 0123", "+44 ••••0123", "+442079460123", "0123"},
		{"+8613800138000", "US", "+86 138 0013 8000", "+86 ••••8000", "+8613800138000", "8000"},
		{"+12125550123", "US", "(212) 555-0123", "212 ••••0123", "2125550123", "0123"},
		{"+85291234567", "HK", "9123 4567", "••••4567", "91234567", "4567"},
		{"分机 801", "CN", "分机 801", "••••801", "801", "801"}, // as an old register may have it
	} {
		if got := Whole(c.e164, c.region); got != c.whole {
			t.Errorf("%s in %s is written %q, want %q", c.e164, c.region, got, c.whole)
		}
		if got := Masked(c.e164, c.region); got != c.masked {
			t.Errorf("%s in %s is masked as %q, want %q", c.e164, c.region, got, c.masked)
		}
		if got := Digits(c.e164, c.region); got != c.digits {
			t.Errorf("%s in %s is typed %q, want %q", c.e164, c.region, got, c.digits)
		}
		if got := Ending(c.e164); got != c.ending {
			t.Errorf("%s ends in %q, want %q", c.e164, got, c.ending)
		}
	}
	if got := spoken(rules.Zh, "+8613800138000"); got != "尾号 8000" {
		t.Errorf("spoken as %q", got)
	}
	if got := spoken(rules.En, "+8613800138000"); got != "ending 8000" {
		t.Errorf("spoken as %q", got)
	}
}

func TestNotPhone(t *testing.T) {
	for _, c := range []struct{ typed, region, zh, en string }{
		{"1380013800", "CN", "1380013800 只有 10 位；手机号是 11 位。", "1380013800 has 10 digits; a mobile number has 11."},
		{"1", "CN", "1 只有 1 位；手机号是 11 位。", "1 has 1 digit; a mobile number has 11."},
		{"138-0013-80001", "CN", "138001380001 有 12 位；手机号是 11 位。", "138001380001 has 12 digits; a mobile number has 11."},
		{"12800138000", "CN", "12800138000 不是手机号，也不是固定电话。", "12800138000 is neither a mobile nor a land line number."},
		{"+44 20", "CN", "+4420 不是手机号，也不是固定电话。", "+4420 is neither a mobile nor a land line number."},
		{"212555", "US", "212555 只有 6 位；手机号是 10 位。", "212555 has 6 digits; a mobile number has 10."},
	} {
		if got := NotPhone(rules.Zh, c.typed, c.region); got != c.zh {
			t.Errorf("%s: %s", c.typed, got)
		}
		if got := NotPhone(rules.En, c.typed, c.region); got != c.en {
			t.Errorf("%s: %s", c.typed, got)
		}
	}
}
