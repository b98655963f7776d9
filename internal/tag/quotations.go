package tag

import (
	"sort"

	"quoth"
)

// slack is how many words of a quotation a content may miss at an end and still
// be meant to hold all of it.
const slack = 2

// whole gives contents the quotation marks that they miss by a word or two: a
// content that begins at an opening mark ends at the closing one. No content grows
// out of the words of bounds, or into another.
func (d *decoder) whole(contents []run, bounds run) {
	quotes := d.doc.Quotes
	for i := range contents {
		end := d.span(contents[i]).End
		from := d.scores.Words[max(bounds.first, contents[i].first-slack-1)].Start
		for k := sort.Search(len(quotes), func(k int) bool { return quotes[k].Start >= from }); k < len(quotes) && quotes[k].Start < end; k++ {
			if quotes[k].Open.Empty() || quotes[k].Close.Empty() {
				continue
			}
			limit := bounds
			if i > 0 {
				limit.first = contents[i-1].last + 1
			}
			if i+1 < len(contents) {
				limit.last = contents[i+1].first - 1
			}
			contents[i] = d.around(contents[i], quotes[k].Span, limit)
		}
	}
}

// around is r, or all of a quotation that r misses a word or two of.
func (d *decoder) around(r run, q quoth.Span, limit run) run {
	words, s := d.scores.Words, d.span(r)
	if s.Start <= q.Start && s.End < q.End {
		for last := r.last + 1; last <= min(r.last+slack+1, limit.last); last++ {
			if words[last].End == q.End {
				r.last = last
				break
			}
		}
	}
	if s.End >= q.End && s.Start > q.Start {
		for first := r.first - 1; first >= max(r.first-slack-1, limit.first); first-- {
			if words[first].Start == q.Start {
				r.first = first
				break
			}
		}
	}
	return r
}

// joinRunning gives contents without a cue of their own that run on from a
// quotation in an earlier paragraph to the attribution that the quotation began
// in. If the cue comes with a later paragraph, what stands before belongs to it as
// well. Where both have a cue, the later one remembers what it continues.
func (d *decoder) joinRunning(all []found) []found {
	owner := d.owners(all)
	into := make([]int, len(all)) // the attribution that each one has become part of
	for i := range into {
		into[i] = i
	}
	end := func(i int) int {
		for into[i] != i {
			i = into[i]
		}
		return i
	}
	for q, quote := range d.doc.Quotes {
		if quote.Continues < 0 || owner[q] < 0 || owner[quote.Continues] < 0 {
			continue
		}
		i, before := end(owner[q]), end(owner[quote.Continues])
		switch {
		case i == before:
		case all[i].bare():
			all[before].take(&all[i])
			into[i] = before
		case all[before].bare():
			all[i].take(&all[before])
			into[before] = i
		default:
			all[i].continues = quote.Continues
		}
	}
	kept := all[:0]
	for i, f := range all {
		if into[i] == i {
			kept = append(kept, f)
		}
	}
	return kept
}

// bare reports whether an attribution is nothing but a content.
func (f *found) bare() bool { return len(f.cue) == 0 && len(f.source) == 0 }

// take adds the content of another.
func (f *found) take(other *found) { f.content = append(f.content, other.content...) }

// owners gives for each quotation the attribution in a piece of whose content it
// stands, -1 for none.
func (d *decoder) owners(all []found) []int {
	owner := make([]int, len(d.doc.Quotes))
	for q := range owner {
		owner[q] = -1
	}
	for i, f := range all {
		if f.level == outerLevel {
			d.own(owner, i, f.content)
		}
	}
	return owner
}

// own notes the quotations that stand in pieces of content.
func (d *decoder) own(owner []int, i int, content []quoth.Span) {
	for _, s := range content {
		quotes := d.doc.Quotes
		for q := sort.Search(len(quotes), func(k int) bool { return quotes[k].Start >= s.Start }); q < len(quotes) && quotes[q].Start < s.End; q++ {
			if owner[q] < 0 && quotes[q].Parent < 0 && s.Contains(quotes[q].Span) {
				owner[q] = i
			}
		}
	}
}
