package dates

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"quoth"
)

// expression is a time expression in the text.
type expression struct {
	quoth.Span
	when
	weak bool // counts only next to the cue: a bare month or year dates many things
}

const (
	weekdayWord = `(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)`
	monthWord   = `(January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)`
	yearWord    = `((?:19|20)\d\d)`
	dayNumber   = `(\d{1,2})(?:st|nd|rd|th)?`
	dayPart     = `(?: (?:morning|afternoon|evening|night))?`
	clockWord   = `(?:\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?|noon|midnight)(?: (?:[A-Z][a-z]+ [Tt]ime|[ECMP][SD]?T|GMT|BST))?`
	count       = `(\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many|some|a few|a couple of)`
	unitWord    = `(minute|hour|day|week|month|year|decade)`
	modifier    = `(?:(?:[Ee]arl(?:y|ier)|[Ll]ater?) (?:on |in )?)?`
)

// exact reports whether e names a day or a week, as news does for what was
// said; months, years and the rest mostly date other things.
func (e expression) exact() bool {
	switch e.unit {
	case day, weekday, relativeDay, relativeWeek, clock:
		return true
	}
	return false
}

// pattern is a shape of time expressions and how its groups make a value.
type pattern struct {
	needs hint // all of them
	shape *regexp.Regexp
	read  func(m []string) when
	weak  bool
	group int // the group that is the expression, 0 for the whole
}

// documents are what a month or year in front of them dates.
const documents = `interview|letter|e-?mail|statement|report|study|speech|address|hearing|memo|memorandum|tweet|video|post|article|column|ruling|survey|poll|debate|briefing|news conference|press conference|release|meeting|testimony|op-ed|book|essay|paper`

// patterns are tried in this order; where two fit, the longer one that starts
// first is taken.
var patterns = []pattern{
	{needs: hasMonth | hasFigure, shape: re(`(?:[Oo]n )?(?:` + weekdayWord + `,? )?` + monthWord + ` ` + dayNumber + `(?:,? ` + yearWord + `)?`), read: func(m []string) when {
		return dayOf(m[4], m[2], m[3])
	}},
	{needs: hasMonth | hasFigure, shape: re(`(?:[Oo]n )?(?:` + weekdayWord + `,? )?(?:the )?` + dayNumber + ` (?:of )?` + monthWord + `(?:,? ` + yearWord + `)?`), read: func(m []string) when {
		return dayOf(m[4], m[3], m[2])
	}},
	{needs: hasMonth | hasWeekday | hasFigure, shape: re(`(?:[Oo]n )?` + weekdayWord + ` \(` + monthWord + ` ` + dayNumber + `\)`), read: func(m []string) when {
		return dayOf("", m[2], m[3])
	}},
	{needs: hasFigure, shape: re(`(?:[Oo]n )?` + yearWord + `-(\d\d)-(\d\d)`), read: func(m []string) when {
		return dayOf(m[1], m[2], m[3])
	}},
	{needs: hasMonth | hasFigure, shape: re(`(?:(?:[Bb]ack )?[Ii]n )?` + modifier + monthWord + `,? (?:of )?` + yearWord), read: func(m []string) when {
		return when{unit: month, year: number(m[2]), month: monthNumber(m[1])}
	}},
	{needs: hasMonth, shape: re(`(?:(?:[Bb]ack )?[Ii]n (?:early |late |mid-)?|[Ll]ast |[Ee]arlier in |[Ll]ate in |[Ee]arly in )` + monthWord), read: func(m []string) when {
		return when{unit: month, month: monthNumber(m[1])}
	}},
	{needs: hasWeekday, shape: re(`(?:[Oo]n )?` + modifier + `(?:(last|next|this) )?` + weekdayWord + dayPart), read: func(m []string) when {
		return when{unit: weekday, weekday: weekdayNumber(m[2]), shift: shiftOf(m[1])}
	}},
	{needs: hasFigure, shape: re(`(?:[Bb]ack )?[Ii]n (?:early |late |mid-)?` + yearWord), weak: true, read: func(m []string) when {
		return when{unit: year, year: number(m[1])}
	}},
	{needs: hasDaypart, shape: re(modifier + `(?:[Tt]oday|[Tt]his (?:very )?(?:morning|afternoon|evening)|[Tt]onight)`), read: func([]string) when {
		return when{unit: relativeDay}
	}},
	{needs: hasPast, shape: re(modifier + `(?:[Yy]esterday` + dayPart + `|[Ll]ast night)`), read: func([]string) when {
		return when{unit: relativeDay, shift: -1}
	}},
	{needs: hasPeriod, shape: re(modifier + `([Tt]his|[Ll]ast|[Nn]ext)(?: past)? (week|month|year|weekend|spring|summer|fall|autumn|winter)`), read: func(m []string) when {
		return relative(m[2], shiftOf(strings.ToLower(m[1])))
	}},
	{needs: hasPeriod, shape: re(`[Ee]arlier in the (week|month|year)`), read: func(m []string) when {
		return relative(m[1], 0)
	}},
	{needs: hasMonth | hasPeriod, shape: re(`(?:[Ii]n )?` + monthWord + ` (last|this) year`), read: func(m []string) when {
		return when{unit: monthOfYear, month: monthNumber(m[1]), shift: shiftOf(m[2])}
	}},
	{needs: hasPeriod, shape: re(`(?:[Oo]ver|[Dd]uring|[Oo]n|[Aa]t) the weekend`), read: func([]string) when {
		return relative("weekend", 0)
	}},
	{needs: hasAgo, shape: re(`(?i:` + count + `) ` + unitWord + `s? ago`), read: func(m []string) when {
		return ago(m[2], strings.ToLower(m[1]))
	}},
	{needs: hasOrder, shape: re(`(?i:` + count + `) ` + unitWord + `s? (?:earlier|later|before|prior)`), read: open},
	{needs: hasSequence, shape: re(`(?:[Oo]n )?(?:[Tt]he|[Tt]hat) (?:next|following|same|previous) (?:day|week|month|year|weekend|morning|afternoon|evening)`), read: open},
	{needs: hasSequence, shape: re(`(?:[Tt]hat (?:day|night|evening|morning|afternoon)|[Tt]he day (?:before|after)|[Aa]t the time)`), read: open},
	{needs: hasRecent, shape: re(`(?:[Ii]n|[Oo]ver the) (?:recent|past|last) (?:few )?(?:days|weeks|months|years)`), read: open},
	{needs: hasRecent, shape: re(`(?:[Rr]ecently|[Ee]arlier)`), weak: true, read: open},
	{needs: hasMonth, shape: re(`(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Ii]n) (` + monthWord + `(?: ` + dayNumber + `)?(?:,? ` + yearWord + `)?) (?:[a-z-]+ ){0,2}(?:` + documents + `)`), group: 1, read: func(m []string) when {
		if m[3] != "" {
			return dayOf(m[4], m[2], m[3])
		}
		return when{unit: month, year: number(m[4]), month: monthNumber(m[2])}
	}},
	{needs: hasFigure, shape: re(`(?:[Aa]|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir) ` + yearWord + ` (?:[a-z-]+ ){0,2}(?:` + documents + `)`), group: 1, read: func(m []string) when {
		return when{unit: year, year: number(m[1])}
	}},
	{needs: hasClock, shape: re(`(?:at |around |about )` + clockWord), read: func([]string) when { return when{unit: clock} }},
}

func re(s string) *regexp.Regexp {
	if !strings.HasPrefix(s, "(") {
		s = "(?:" + s + ")"
	}
	return regexp.MustCompile(`\b` + s)
}

// open is the value of an expression that nothing resolves.
func open([]string) when { return when{} }

// scan finds the time expressions of text[in.Start:in.End], in text order and
// disjoint.
func scan(text string, in quoth.Span) []expression {
	s := in.In(text)
	hints := hintsOf(s)
	var all []expression
	for _, p := range patterns {
		if hints&p.needs != p.needs {
			continue
		}
		for _, m := range p.shape.FindAllStringSubmatchIndex(s, -1) {
			start, end := m[2*p.group], m[2*p.group+1]
			if !standsAlone(s, start, end) {
				continue
			}
			all = append(all, expression{
				Span: quoth.Span{Start: in.Start + start, End: in.Start + end},
				when: p.read(groups(s, m)), weak: p.weak,
			})
		}
	}
	slices.SortStableFunc(all, func(a, b expression) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	out := joinNeighbours(text, disjoint(all))
	for i := range out {
		out[i].Start += lead(out[i].In(text))
	}
	return out
}

// leads are words in front of a time expression that, as in TIMEX3, do not
// belong to it.
var leads = []*regexp.Regexp{
	regexp.MustCompile(`^(?:[Bb]ack )?(?:[Ii]n|[Oo]n|[Oo]ver|[Dd]uring|[Aa]round|[Aa]bout) `),
	regexp.MustCompile(`^[Aa]t (?:[\dnm]|the weekend)`),
	regexp.MustCompile(`^(?:[Ee]arly|[Ll]ate) (?:on |in )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day`),
}

// lead is the length of the words in front of e that do not belong to it.
func lead(s string) int {
	for i, shape := range leads {
		m := shape.FindString(s)
		switch {
		case m == "":
		case i == 0:
			return len(m)
		case i == 1:
			return len("at ")
		default:
			return strings.LastIndexByte(m, ' ') + 1
		}
	}
	return 0
}

func groups(s string, m []int) []string {
	out := make([]string, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return out
}

// namesBefore and namesBehind make a weekday part of a name.
var (
	namesBefore = regexp.MustCompile(`(?:News|USA|of|Black|Bloody|Good|Super|Cyber|Easter|Palm|Ash|Holy|Giving|Fat|Sky|Shrove|Ruby) $`)
	namesBehind = regexp.MustCompile(`^ (?:Times|Telegraph|Mirror|Mail|Express|Herald|World|People|Post|Review|Night (?:Live|Football|Lights))\b`)
)

// standsAlone reports whether s[start:end] is no part of a longer word or name.
func standsAlone(s string, start, end int) bool {
	if end < len(s) {
		if r := []rune(s[end:min(len(s), end+4)])[0]; unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
		if s[end] == '-' && end+1 < len(s) && s[end+1] != '-' {
			return false
		}
	}
	if start > 0 && (s[start-1] == '-' && start > 1 && s[start-2] != '-' || s[start-1] == '$') {
		return false
	}
	return !namesBefore.MatchString(s[max(0, start-12):start]) && !namesBehind.MatchString(s[end:min(len(s), end+20)])
}

// disjoint keeps of sorted expressions the first, and of two at one place the
// longer.
func disjoint(all []expression) []expression {
	out := all[:0]
	for _, e := range all {
		if len(out) == 0 || e.Start >= out[len(out)-1].End {
			out = append(out, e)
		}
	}
	return out
}

var joint = regexp.MustCompile(`^,? (?:at |on |of |in )?$`)

// joinNeighbours makes one expression of a day and a time of day, or of a day
// and its date, that stand side by side.
func joinNeighbours(text string, all []expression) []expression {
	var out []expression
	for _, e := range all {
		if n := len(out); n > 0 && complementary(out[n-1].unit, e.unit) && e.Start-out[n-1].End < 8 && joint.MatchString(text[out[n-1].End:e.Start]) {
			prev := &out[n-1]
			prev.End = e.End
			if finer(e.unit, prev.unit) {
				prev.when = e.when
			}
			continue
		}
		out = append(out, e)
	}
	return out
}

func complementary(a, b unit) bool {
	return a == clock && b != clock && b != unknown || b == clock && a != unknown || a == weekday && b == day
}

// finer reports whether a says more about the date than b.
func finer(a, b unit) bool { return b == clock || b == weekday && a == day }
