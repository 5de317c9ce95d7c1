package say

import (
	"regexp"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"github.com/walkin-chat/walkin/rules"
)

const dots = "••••"

// Phone reads a telephone number as somebody typed it, mobile or land line,
// with or without a country; region, such as "CN", is where a number without
// one belongs. It returns the normal form E.164, such as "+8613800138000", and
// false for what is no number.
func Phone(text, region string) (string, bool) {
	n, err := phonenumbers.Parse(text, region)
	if err != nil || n.GetExtension() != "" {
		return "", false
	}
	own := n.GetCountryCode() == int32(phonenumbers.GetCountryCodeForRegion(region))
	switch {
	case !own:
		// Abroad the library's lists of ranges lag behind more than a
		// mistyped digit is worth.
		if phonenumbers.IsPossibleNumberWithReason(n) != phonenumbers.IS_POSSIBLE {
			return "", false
		}
	case !phonenumbers.IsValidNumber(n):
		return "", false
	case region == "CN" && phonenumbers.GetNumberType(n) == phonenumbers.FIXED_LINE && !dialled(text):
		// Ten digits that happen to begin like an area code are a mobile
		// number with one digit lost.
		return "", false
	}
	return phonenumbers.Format(n, phonenumbers.E164), true
}

// dialled reports whether a Chinese land line is written as one dials it: with
// the 0 of its area code or with the country.
func dialled(text string) bool {
	digits := digitsOf(text)
	return strings.HasPrefix(digits, "0") || strings.HasPrefix(digits, "86") && len(digits) > 11 || strings.Contains(text, "+")
}

// digitsOf returns the digits of a number as typed, with the + before them.
func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, text)
}

// NotPhone says why a number as typed is none that [Phone] reads: what is in
// the way and what a number has, as in "1380013800 has 10 digits; a mobile
// number has 11."
func NotPhone(lang rules.Lang, text, region string) string {
	digits := digitsOf(text)
	n := len(strings.TrimPrefix(digits, "+"))
	want := mobileDigits(region)
	switch {
	case strings.HasPrefix(digits, "+"), want == 0, n == want:
		return WordsNoPhone.In(lang, "phone", digits)
	case n < want:
		return WordsShortPhone.In(lang, "phone", digits, "n", n, "want", want)
	}
	return WordsLongPhone.In(lang, "phone", digits, "n", n, "want", want)
}

// mobileDigits returns how many digits a mobile number has where it is typed
// in region; 0 where that differs from number to number or is not known.
func mobileDigits(region string) int {
	switch region {
	case "CN", "HK", "MO", "TW", "SG", "JP", "GB", "US", "CA", "AU":
		n := phonenumbers.GetExampleNumberForType(region, phonenumbers.MOBILE)
		return len(digitsOf(phonenumbers.Format(n, phonenumbers.NATIONAL)))
	}
	return 0
}

// Whole writes a number in normal form as one would dial it: one's own
// region's as 138 0013 8000, others with their country. What is not in normal
// form is written as it stands.
func Whole(e164, region string) string {
	n, err := phonenumbers.Parse(e164, "")
	if err != nil {
		return Safe(e164)
	}
	if n.GetCountryCode() == int32(phonenumbers.GetCountryCodeForRegion(region)) {
		return phonenumbers.Format(n, phonenumbers.NATIONAL)
	}
	return phonenumbers.Format(n, phonenumbers.INTERNATIONAL)
}

// Digits writes a number in normal form as one types it: 13800138000, abroad
// +442079460123.
func Digits(e164, region string) string { return digitsOf(Whole(e164, region)) }

// Masked writes a number so that others may look on: 138••••8000, land lines
// 010 ••••1234, abroad +44 ••••0123.
func Masked(e164, region string) string {
	n, err := phonenumbers.Parse(e164, "")
	if err != nil {
		return dots + Ending(e164)
	}
	national := phonenumbers.GetNationalSignificantNumber(n)
	if n.GetCountryCode() != int32(phonenumbers.GetCountryCodeForRegion(region)) {
		return strings.TrimSuffix(e164, national) + " " + dots + Ending(e164)
	}
	if area := phonenumbers.GetLengthOfGeographicalAreaCode(n); area > 0 && len(national)-area > 4 {
		return phonenumbers.GetNddPrefixForRegion(region, true)[:trunk(n)] + national[:area] + " " + dots + Ending(e164)
	}
	// At least four digits stay hidden.
	return national[:max(0, min(3, len(national)-8))] + dots + Ending(e164)
}

// trunk returns how many digits are dialled before the area code of n from
// within its country.
func trunk(n *phonenumbers.PhoneNumber) int {
	national := digitsOf(phonenumbers.Format(n, phonenumbers.NATIONAL))
	return len(national) - len(phonenumbers.GetNationalSignificantNumber(n))
}

// Ending returns the last four digits of a number.
func Ending(e164 string) string {
	digits := strings.TrimPrefix(digitsOf(e164), "+")
	return digits[max(0, len(digits)-4):]
}

// spoken writes a number for speech and for notifications: 尾号 8000, ending
// 8000.
func spoken(lang rules.Lang, e164 string) string {
	return PhoneEnding.In(lang, "ending", Ending(e164))
}

// written finds the phones that [Whole] and [Masked] wrote.
var written = regexp.MustCompile(`(?:\+\d+ )?(?:\d+ )?\d*••••\d{4}|\+\d{1,3}(?:[ -]\d+)+|\b\d{3,4} \d{4} \d{4}\b|\(\d{3}\) \d{3}-\d{4}`)

// typedPhone finds what may be a phone in what somebody wrote.
var typedPhone = regexp.MustCompile(`\+?\d[\d -]{5,}\d`)

// MaskPhones returns text, as somebody wrote it, with the phones in it masked;
// region is where a number without a country belongs.
func MaskPhones(text, region string) string {
	return typedPhone.ReplaceAllStringFunc(text, func(digits string) string {
		if e164, ok := Phone(digits, region); ok {
			return Masked(e164, region)
		}
		return dots + Ending(digits)
	})
}
