package segment

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth"
)

// maxDateline is the longest dateline in bytes.
const maxDateline = 90

var (
	datelineEnd    = regexp.MustCompile(`^(.*?\S)(?:\s*(?:—|–|--)\s*|\s+-\s+)\S`)
	datelineAgency = regexp.MustCompile(`\((?:[A-Z][A-Za-z.]*[ /]?){1,4}\)`)
	datelineColon  = regexp.MustCompile(`^((?:[A-Z][A-Z.’'-]+[ ,/]*){1,4}(?:\([A-Za-z ]+\))?)\s*:\s+\S`)
)

// datelines finds the place and date in front of the first sentence of
// paragraphs: "NEW YORK, Dec. 22 (UPI) — ", "Nairobi, Kenya – ", "NEW DELHI: ".
func datelines(text string, ps []Paragraph) {
	speakers := 0
	for i := range ps {
		if datelineColon.MatchString(head(text, ps[i].Span)) {
			speakers++
		}
	}
	body := 0
	for i := range ps {
		ps[i].Dateline = quoth.Span{Start: ps[i].Start, End: ps[i].Start}
		if ps[i].Kind == Title {
			continue
		}
		ps[i].Dateline = dateline(text, ps[i].Span, body < 2, speakers == 1)
		body++
	}
}

func head(text string, s quoth.Span) string {
	in := s.In(text)
	if len(in) > maxDateline {
		in = in[:maxDateline]
		for !utf8.ValidString(in[len(in)-min(len(in), utf8.UTFMax):]) && len(in) > 0 {
			in = in[:len(in)-1]
		}
	}
	return in
}

// dateline gives the dateline of the paragraph s, with the dash or colon. Early
// paragraphs may have one in mixed case; a colon ends one only where no other
// paragraph starts so, since interviews name their speakers like this.
func dateline(text string, s quoth.Span, early, colon bool) quoth.Span {
	h := head(text, s)
	if m := datelineEnd.FindStringSubmatchIndex(h); m != nil && isPlace(h[:m[3]], early) {
		return quoth.Span{Start: s.Start, End: s.Start + lastRuneStart(h, m[1])}
	}
	if m := datelineColon.FindStringSubmatchIndex(h); m != nil && early && colon {
		return quoth.Span{Start: s.Start, End: s.Start + lastRuneStart(h, m[1])}
	}
	return quoth.Span{Start: s.Start, End: s.Start}
}

func lastRuneStart(h string, end int) int {
	_, size := utf8.DecodeLastRuneInString(h[:end])
	return end - size
}

// isPlace reports whether every word is capitalised, a number or in brackets,
// and the whole looks like a place with a date or an agency.
func isPlace(h string, early bool) bool {
	agency := datelineAgency.MatchString(h)
	words := strings.Fields(datelineAgency.ReplaceAllString(h, " "))
	if len(words) == 0 || len(words) > 8 || strings.ContainsAny(h, "\"“”?!;") {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) && w != "de" && w != "la" && w != "of" {
			return false
		}
	}
	first := strings.TrimRight(words[0], ",.:")
	upper := len(first) > 2 && strings.ToUpper(first) == first && unicode.IsLetter(rune(first[0]))
	return agency || upper || early && len(words) <= 4
}
