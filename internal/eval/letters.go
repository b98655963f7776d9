package eval

import (
	"cmp"
	"slices"
	"unicode"

	"quoth"
)

// letters counts the code points of a text that are not white space: entry b is
// how many of them start before byte b.
type letters []int32

func lettersOf(text string) letters {
	out := make(letters, len(text)+1)
	n, last := int32(0), 0
	for b, r := range text {
		for ; last <= b; last++ {
			out[last] = n
		}
		if !unicode.IsSpace(r) {
			n++
		}
	}
	for ; last <= len(text); last++ {
		out[last] = n
	}
	return out
}

// count gives the letters of disjoint spans.
func (l letters) count(spans []quoth.Span) int {
	n := int32(0)
	for _, s := range spans {
		n += l[s.End] - l[s.Start]
	}
	return int(n)
}

// shared gives the letters that lie in both lists of sorted, disjoint spans.
func (l letters) shared(a, b []quoth.Span) int {
	n := int32(0)
	for i, j := 0, 0; i < len(a) && j < len(b); {
		start, end := max(a[i].Start, b[j].Start), min(a[i].End, b[j].End)
		if start < end {
			n += l[end] - l[start]
		}
		if a[i].End < b[j].End {
			i++
		} else {
			j++
		}
	}
	return int(n)
}

// overlap gives shared letters over letters of the union, 0 for two empty lists.
func (l letters) overlap(a, b []quoth.Span) float64 {
	both := l.shared(a, b)
	if both == 0 {
		return 0
	}
	return float64(both) / float64(l.count(a)+l.count(b)-both)
}

// agree reports whether two roles share a letter or are both empty.
func (l letters) agree(a, b []quoth.Span) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return l.shared(a, b) > 0
}

// merged gives the union of spans: sorted, disjoint.
func merged(spans []quoth.Span) []quoth.Span {
	sorted := slices.SortedFunc(slices.Values(spans), bySpan)
	out := sorted[:0]
	for _, s := range sorted {
		if last := len(out) - 1; last >= 0 && s.Start <= out[last].End {
			out[last].End = max(out[last].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

func bySpan(a, b quoth.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// Role is a part of an attribution.
type Role string

// The roles.
const (
	SourceRole  Role = "source"
	CueRole     Role = "cue"
	ContentRole Role = "content"
)

// Roles gives the roles in the order of every table.
func Roles() []Role { return []Role{SourceRole, CueRole, ContentRole} }

// spansOf gives the spans of one role.
func spansOf(a *quoth.Attribution, role Role) []quoth.Span {
	switch role {
	case SourceRole:
		return a.Source.Spans
	case CueRole:
		return a.Cue.Spans
	}
	return a.Content.Spans
}

// hull gives the smallest span around all roles, and false if there is none.
func hull(a *quoth.Attribution) (quoth.Span, bool) {
	out, found := quoth.Span{}, false
	for _, role := range Roles() {
		for _, s := range spansOf(a, role) {
			if !found {
				out, found = s, true
			}
			out.Start, out.End = min(out.Start, s.Start), max(out.End, s.End)
		}
	}
	return out, found
}
