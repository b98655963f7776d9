package plain

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// checkText tells what is wrong with a text. A NUL byte in a file means that the
// file is no text; in JSON it was written on purpose.
func checkText(text string, file bool) error {
	if file {
		if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
			return fmt.Errorf("not UTF-8: starts as UTF-16 does")
		}
		if at := strings.IndexByte(text, 0); at >= 0 {
			return fmt.Errorf("binary data: NUL byte at position %d", at)
		}
	}
	if at := invalidAt(text); at >= 0 {
		return fmt.Errorf("not UTF-8: byte 0x%02x at position %d", text[at], at)
	}
	if strings.TrimSpace(strings.TrimPrefix(text, "\ufeff")) == "" {
		return ErrNoText
	}
	return nil
}

// invalidAt is the position of the first byte that is not UTF-8, -1 for none.
func invalidAt(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// dates are the forms of ISO 8601 that an article's date may have.
var dates = regexp.MustCompile(`^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?$`)

// CheckDate tells whether a date is an ISO 8601 date or date-time of the
// calendar; "" is.
func CheckDate(published string) error {
	_, err := checkDate(published)
	return err
}

// checkDate gives the date with the T of ISO 8601 where a blank stood, or "" and
// an error.
func checkDate(published string) (string, error) {
	if published == "" {
		return "", nil
	}
	bad := fmt.Errorf("published %q is not an ISO 8601 date", published)
	if !dates.MatchString(published) {
		return "", bad
	}
	if _, err := time.Parse("2006-01-02", published[:10]); err != nil {
		return "", bad
	}
	if len(published) == 10 {
		return published, nil
	}
	if _, err := time.Parse("15:04", published[11:16]); err != nil {
		return "", bad
	}
	return published[:10] + "T" + published[11:], nil
}

// The number of words of a title line.
const (
	minTitle = 2
	maxTitle = 25
)

// titleOf gives the title of a plain text, "" where its first paragraph may be
// something else.
func titleOf(text string) string {
	rest := strings.TrimLeft(strings.TrimPrefix(text, "\ufeff"), " \t\r\n")
	first, rest, _ := strings.Cut(rest, "\n")
	second, rest, _ := strings.Cut(rest, "\n")
	first = strings.TrimSpace(first)
	if strings.TrimSpace(second) != "" || strings.TrimSpace(rest) == "" {
		return ""
	}
	// More words than a title has: 25 words of 40 bytes.
	if len(first) > 40*maxTitle || strings.ContainsRune(first, '\r') {
		return ""
	}
	if n := len(strings.Fields(first)); n < minTitle || n > maxTitle {
		return ""
	}
	end := strings.TrimRight(first, `"'”’»›)]`)
	if last, _ := utf8.DecodeLastRuneInString(end); strings.ContainsRune(".!?…:;,。！？", last) {
		return ""
	}
	return first
}
