package post

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	monthName = `(Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`
	clockTime = `(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[AaPp]\.?[Mm]\.?)?(?:\s?(?:[ECMP][SD]?T|GMT|UTC|BST))?)`
)

// stamp is a date with or without the time of day, at the start of a text.
type stamp struct {
	shape            *regexp.Regexp
	year, month, day int // groups
}

// The orders in which residue writes dates. Dates in figures with the year last
// (06/12/2023) are not among them: nobody knows which figure is the month.
var stamps = []stamp{
	{regexp.MustCompile(`^` + monthName + ` (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b(?:,? (?:at )?` + clockTime + `)?`), 3, 1, 2},
	{regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)? (?:of )?` + monthName + `,? (\d{4})\b(?:,? (?:at )?` + clockTime + `)?`), 3, 2, 1},
	{regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})\b(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?`), 1, 2, 3},
	{regexp.MustCompile(`^` + clockTime + `(?: [·•-] |, | )` + monthName + ` (\d{1,2}),? (\d{4})\b`), 3, 1, 2},
	{regexp.MustCompile(`^` + clockTime + `(?: [·•-] |, | )(\d{1,2}) ` + monthName + `,? (\d{4})\b`), 3, 2, 1},
}

// longestStamp bounds how far a date is looked for.
const longestStamp = 60

// dateAt reads the date at the start of s: ISO 8601, and how many bytes it takes.
// A date that no calendar has is none.
func dateAt(s string) (iso string, length int) {
	s = s[:min(len(s), longestStamp)]
	for _, p := range stamps {
		m := p.shape.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		year, _ := strconv.Atoi(m[p.year])
		day, _ := strconv.Atoi(m[p.day])
		month := monthNumber(m[p.month])
		t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		if month < 1 || month > 12 || t.Day() != day || year < 1990 {
			continue
		}
		return fmt.Sprintf("%04d-%02d-%02d", year, month, day), len(m[0])
	}
	return "", 0
}

// monthNumber reads a month in words or figures.
func monthNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	return strings.Index(names, strings.ToLower(s[:3]))/3 + 1
}
