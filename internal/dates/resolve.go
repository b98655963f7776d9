package dates

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// unit says what a time expression gives.
type unit uint8

const (
	unknown      unit = iota // nothing that can be put on a calendar
	year                     // year
	month                    // month, and year if it is not 0
	day                      // month and day, and year if it is not 0
	weekday                  // day of the week
	relativeDay              // days from the publication
	relativeWeek             // weeks from the publication
	relativeWeekend
	relativeMonth
	relativeYear
	monthOfYear // month of a year counted from the publication
	clock       // time of day only
)

// when is the meaning of an expression, not yet put on a calendar.
type when struct {
	unit             unit
	year, month, day int
	weekday          time.Weekday
	shift            int // in units; for a weekday -1 "last", 0 nothing or "this", 1 "next"
}

// value puts a meaning on the calendar: ISO 8601, "" if that cannot be done.
// published is the day of publication; known is false if there is none.
func (w when) value(published time.Time, known bool) string {
	switch w.unit {
	case year:
		return fmt.Sprintf("%04d", w.year)
	case month:
		return w.monthValue(published, known)
	case day:
		return w.dayValue(published, known)
	}
	if !known {
		return ""
	}
	switch w.unit {
	case weekday:
		return w.weekdayValue(published)
	case relativeDay:
		return isoDay(published.AddDate(0, 0, w.shift))
	case relativeWeek:
		return isoWeek(published.AddDate(0, 0, 7*w.shift))
	case relativeWeekend:
		saturday := published.AddDate(0, 0, -(int(published.Weekday())+1)%7)
		if w.shift < 0 && daysBetween(saturday, published) < 2 {
			saturday = saturday.AddDate(0, 0, -7)
		}
		return isoWeek(saturday)
	case relativeMonth:
		first := time.Date(published.Year(), published.Month()+time.Month(w.shift), 1, 0, 0, 0, 0, time.UTC)
		return first.Format("2006-01")
	case relativeYear:
		return fmt.Sprintf("%04d", published.Year()+w.shift)
	case monthOfYear:
		return fmt.Sprintf("%04d-%02d", published.Year()+w.shift, w.month)
	case clock:
		return isoDay(published)
	}
	return ""
}

func isoDay(t time.Time) string { return t.Format("2006-01-02") }

func isoWeek(t time.Time) string {
	y, w := t.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}

func daysBetween(a, b time.Time) int { return int(b.Sub(a).Hours()) / 24 }

// monthValue takes the latest month of that name that has begun by the day of
// publication.
func (w when) monthValue(published time.Time, known bool) string {
	y := w.year
	if y == 0 {
		if !known {
			return ""
		}
		y = published.Year()
		if time.Month(w.month) > published.Month() {
			y--
		}
	}
	return fmt.Sprintf("%04d-%02d", y, w.month)
}

// dayValue takes the latest such day that is not after the publication.
func (w when) dayValue(published time.Time, known bool) string {
	y := w.year
	if y == 0 {
		if !known {
			return ""
		}
		y = published.Year()
		if time.Date(y, time.Month(w.month), w.day, 0, 0, 0, 0, time.UTC).After(published) {
			y--
		}
	}
	t := time.Date(y, time.Month(w.month), w.day, 0, 0, 0, 0, time.UTC)
	if t.Day() != w.day || t.Month() != time.Month(w.month) {
		return ""
	}
	return isoDay(t)
}

// weekdayValue takes the latest such day that is not after the publication;
// with "last" before it, with "next" after it.
func (w when) weekdayValue(published time.Time) string {
	back := (int(published.Weekday()) - int(w.weekday) + 7) % 7
	switch {
	case w.shift > 0:
		return isoDay(published.AddDate(0, 0, 7-back))
	case w.shift < 0 && back == 0:
		back = 7
	}
	return isoDay(published.AddDate(0, 0, -back))
}

// parsePublished reads the day of an ISO 8601 date or date-time.
func parsePublished(s string) (time.Time, bool) {
	if len(s) < len("2006-01-02") {
		return time.Time{}, false
	}
	t, err := time.Parse("2006-01-02", s[:len("2006-01-02")])
	return t, err == nil
}

func dayOf(y, m, d string) when {
	w := when{unit: day, year: number(y), month: monthNumber(m), day: number(d)}
	if w.month < 1 || w.month > 12 || w.day < 1 || w.day > 31 {
		return when{}
	}
	return w
}

// relative is this, last or next week, month and so on. Seasons stay open.
func relative(name string, shift int) when {
	switch name {
	case "week":
		return when{unit: relativeWeek, shift: shift}
	case "weekend":
		return when{unit: relativeWeekend, shift: shift}
	case "month":
		return when{unit: relativeMonth, shift: shift}
	case "year":
		return when{unit: relativeYear, shift: shift}
	}
	return when{}
}

// ago is a number of units before the publication. A number that is no number
// ("several") stays open.
func ago(name, count string) when {
	n := counted(count)
	switch {
	case n == 0:
		return when{}
	case name == "minute" || name == "hour" && n < 5:
		return when{unit: relativeDay}
	case name == "day":
		return when{unit: relativeDay, shift: -n}
	case name == "hour":
		return when{}
	case name == "decade":
		return when{}
	}
	return relative(name, -n)
}

// counted reads a small number, 0 for none. Numbers beyond a century are none.
func counted(s string) int {
	if s == "a" || s == "an" {
		return 1
	}
	const words = "one two three four five six seven eight nine ten eleven twelve"
	for i, w := range strings.Fields(words) {
		if w == s {
			return i + 1
		}
	}
	if n := number(s); n < 100 {
		return n
	}
	return 0
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func shiftOf(s string) int {
	switch s {
	case "last":
		return -1
	case "next":
		return 1
	}
	return 0
}

// monthNumber reads a month in words or figures, 0 for none.
func monthNumber(s string) int {
	if n := number(s); n > 0 {
		return n
	}
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	return strings.Index(names, strings.ToLower(s[:3]))/3 + 1
}

func weekdayNumber(s string) time.Weekday {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if d.String() == s {
			return d
		}
	}
	return time.Sunday
}
