package coref

import (
	"strings"

	"quoth"
)

// How far back a pronoun reaches.
const (
	maxSentences  = 4
	maxParagraphs = 2
)

// pronounGender gives the gender of "he" and "she".
func pronounGender(w string) string {
	if strings.EqualFold(w, "she") {
		return "f"
	}
	return "m"
}

// pronoun resolves "he" or "she" at token t, outside quotations, to the last
// agreeing person.
func (r *resolver) pronoun(t int) {
	g := pronounGender(r.doc.Word(t))
	e, sure := r.antecedent(t, g)
	if e < 0 {
		return
	}
	if r.entities[e].sex == "" {
		r.entities[e].sex = g
	}
	if sure && r.entities[e].Gender == "" {
		r.entities[e].Gender = quoth.Optional(g)
	}
	r.mention(e, r.doc.Tokens[t].Span, quoth.PronounMention)
}

// antecedent finds the person that a pronoun of gender g at token t refers to:
// going back sentence by sentence, the only agreeing person of a sentence; of
// several the first whose gender is known, which is the subject as a rule. sure
// says that there was only one.
func (r *resolver) antecedent(t int, g string) (e int, sure bool) {
	sentence := int(r.doc.Tokens[t].Sentence)
	paragraph := r.doc.Sentences[sentence].Paragraph
	at := r.doc.Tokens[t].Start
	end := len(r.mentions)
	for back := 0; back <= maxSentences && sentence-back >= 0; back++ {
		s := r.doc.Sentences[sentence-back]
		if paragraph-s.Paragraph > maxParagraphs {
			break
		}
		var found []int
		first := end
		for first > 0 && end-first < maxMentions && (r.mentions[first-1].sentence >= sentence-back || r.mentions[first-1].sentence < 0) {
			first--
		}
		for _, m := range r.mentions[first:end] {
			if m.Start < at && !m.quoted && r.agrees(m.entity, g) && !contains(found, m.entity) {
				found = append(found, m.entity)
			}
		}
		end = first
		switch len(found) {
		case 0:
			continue
		case 1:
			return found[0], true
		}
		return r.onlyKnown(found, g), false
	}
	return -1, false
}

// onlyKnown gives the first whose gender is known to be g, -1 if the gender of
// all is open: then the pronoun may be anybody's.
func (r *resolver) onlyKnown(found []int, g string) int {
	for _, e := range found {
		if r.entities[e].sex == g {
			return e
		}
	}
	return -1
}

func (r *resolver) agrees(e int, g string) bool {
	x := &r.entities[e]
	if x.Type != quoth.Person && x.Type != quoth.Unnamed || x.plural || x.Type == quoth.Person && !r.personLike(x) {
		return false
	}
	return x.sex == g || x.sex == ""
}

func contains(list []int, e int) bool {
	for _, have := range list {
		if have == e {
			return true
		}
	}
	return false
}

// pronounSource resolves a source that is one pronoun. ok is false if the word
// is none.
func (r *resolver) pronounSource(i, t int) (list []int, ok bool) {
	switch w := strings.ToLower(r.doc.Word(t)); w {
	case "he", "she", "his", "her":
		if list := r.atSpan(r.doc.Tokens[t].Span); list != nil {
			return list, true
		}
		if r.doc.Tokens[t].Quote >= 0 || r.doc.Tokens[t].Sentence < 0 || w == "he" || w == "she" {
			return nil, true
		}
		g := "m"
		if w == "her" {
			g = "f"
		}
		if e, _ := r.antecedent(t, g); e >= 0 {
			r.mentionLate(e, r.doc.Tokens[t].Span)
			return []int{e}, true
		}
		return nil, true
	case "they", "their", "it", "its":
		return r.lastSource(i, w == "they" || w == "their"), true
	case "i", "we", "you", "who", "which", "that", "this", "my", "our", "your", "there", "these", "those":
		return nil, true
	}
	return nil, false
}

func (r *resolver) mentionLate(e int, s quoth.Span) {
	r.mention(e, s, quoth.PronounMention)
}

// atSpan gives the entity of the pronoun mention at s.
func (r *resolver) atSpan(s quoth.Span) []int {
	for _, m := range r.mentionsIn(quoth.Span{Start: s.Start, End: s.Start + 1}) {
		if m.Span == s {
			return []int{m.entity}
		}
	}
	return nil
}

// lastSource resolves "they" or "it": the source of the attribution before, in
// the same paragraph or the one before, if it is several people or an
// organization or document.
func (r *resolver) lastSource(i int, plural bool) []int {
	at := r.atts[i].Source.Spans[0].Start
	paragraph := r.doc.ParagraphAt(at)
	for j := i - 1; j >= max(0, i-maxBack); j-- {
		spans := r.atts[j].Source.Spans
		if len(spans) == 0 || spans[0].Start >= at || r.atts[j].Within != "" {
			continue
		}
		if paragraph-r.doc.ParagraphAt(spans[0].Start) > 1 || len(r.sources[j]) == 0 {
			return nil
		}
		e := &r.entities[r.sources[j][0]]
		switch {
		case plural && (len(r.sources[j]) > 1 || e.Type == quoth.Group || e.plural):
			return r.sources[j]
		case !plural && (e.Type == quoth.Organization || e.Type == quoth.Document):
			return r.sources[j]
		}
		return nil
	}
	return nil
}

// personLike reports whether something marks the entity as a person: a title, a
// role, a first name, a name of several words, or that it speaks.
func (r *resolver) personLike(x *entity) bool {
	return x.Gender != "" || len(x.roles) > 0 || x.speaks || r.first[x.words[0]] != 0
}
