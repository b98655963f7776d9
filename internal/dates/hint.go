package dates

import "strings"

// hint says which kinds of time words a sentence holds. A pattern is tried only
// where the words are that it cannot do without; most sentences have none.
type hint uint16

const (
	hasFigure   hint = 1 << iota
	hasMonth         // the first letters of a month
	hasWeekday       // "day"
	hasDaypart       // today, tonight, this morning
	hasPast          // yesterday, last night
	hasPeriod        // week, month, year, season
	hasAgo           // ago
	hasOrder         // earlier, later, before, prior
	hasSequence      // the next day, that evening, at the time
	hasRecent        // recently, earlier, recent
	hasClock         // a.m., noon
)

// hintWords are pieces of words that show a hint, any of them.
var hintWords = []struct {
	hint
	pieces []string
}{
	{hasMonth, strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")},
	{hasWeekday, []string{"day"}},
	{hasDaypart, strings.Fields("oday onight morning afternoon evening")},
	{hasPast, strings.Fields("esterday night")},
	{hasPeriod, strings.Fields("week month year spring summer fall autumn winter")},
	{hasAgo, []string{" ago"}},
	{hasOrder, strings.Fields("earlier later before prior")},
	{hasSequence, strings.Fields("next following same previous hat he time before after")},
	{hasRecent, strings.Fields("ecent arlier past last")},
	{hasClock, []string{"noon", "midnight", "m."}},
	{hasClock, []string{"am", "pm"}},
}

// hintsOf reads the hints of a sentence.
func hintsOf(s string) hint {
	var h hint
	if strings.ContainsAny(s, "0123456789") {
		h |= hasFigure
	}
	for _, w := range hintWords {
		if h&w.hint != 0 {
			continue
		}
		for _, p := range w.pieces {
			if strings.Contains(s, p) {
				h |= w.hint
				break
			}
		}
	}
	return h
}
