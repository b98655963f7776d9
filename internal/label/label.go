// Package label finds the evaluative and ideological words that stand directly
// in front of a mention of a person or organization, or inside it: "the far-left
// Mayor of London". It knows a list of words; descriptors in appositions and
// "so-called" with a group are not found yet.
package label

import (
	"sort"
	"strings"

	"quoth"
	"quoth/internal/segment"
)

// labels are words that judge or place somebody. Neutral roles are none.
const labels = `far-left far-right left-wing right-wing leftist rightist hard-left hard-right hard-line hardline alt-right
	embattled controversial disgraced so-called globalist notorious firebrand radical extremist populist outspoken
	beleaguered scandal-plagued scandal-ridden ultra-conservative ultraconservative ultranationalist authoritarian
	corrupt infamous discredited shadowy woke racist fascist divisive polarizing polarising anti-american`

// Find gives the labels of the document, in text order: words of the list that a
// mention of an entity holds or follows directly. The voice is a source's inside
// the content of an attribution, else the narrator's.
func Find(doc *segment.Doc, atts []quoth.Attribution, entities []quoth.Entity) []quoth.Label {
	known := map[string]bool{}
	for _, w := range strings.Fields(labels) {
		known[w] = true
	}
	out := []quoth.Label{}
	seen := map[int]bool{}
	for _, e := range entities {
		if e.Type != quoth.Person && e.Type != quoth.Organization {
			continue
		}
		for _, m := range e.Mentions {
			if m.Kind == quoth.PronounMention {
				continue
			}
			for i := max(0, doc.TokenAt(m.Start)-1); i < len(doc.Tokens) && doc.Tokens[i].Start < m.End; i++ {
				t := doc.Tokens[i]
				if known[strings.ToLower(doc.Word(i))] && !seen[t.Start] && t.Sentence == doc.Tokens[doc.TokenAt(m.Start)].Sentence {
					seen[t.Start] = true
					out = append(out, quoth.Label{Entity: e.ID, Span: t.Span, Text: doc.Word(i)})
				}
			}
		}
	}
	sort.Slice(out, func(a, b int) bool { return out[a].Start < out[b].Start })
	setVoices(out, atts)
	return out
}

// setVoices gives each label its voice.
func setVoices(labels []quoth.Label, atts []quoth.Attribution) {
	var contents []quoth.Span
	for _, a := range atts {
		contents = append(contents, a.Content.Spans...)
	}
	sort.Slice(contents, func(a, b int) bool { return contents[a].Start < contents[b].Start })
	next, end := 0, 0
	for i := range labels {
		for next < len(contents) && contents[next].Start <= labels[i].Start {
			end = max(end, contents[next].End)
			next++
		}
		labels[i].Voice = quoth.NarratorVoice
		if labels[i].Start < end {
			labels[i].Voice = quoth.SourceVoice
		}
	}
}
