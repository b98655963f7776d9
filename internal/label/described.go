package label

import (
	"strings"

	"quoth"
	"quoth/internal/segment"
)

// kinds are nouns that, at the end of an organization's name, say what it is:
// "the leftist party" is the Harbour Party if no other party is named.
const kinds = `party union council committee group agency magazine newspaper network government ministry organization organisation
	foundation institute league front movement coalition alliance church company campaign think-tank`

// described finds labels in descriptions that no mention covers: "the far-left
// mayor". They count where exactly one entity has that role or is of that kind.
func (f *finder) described(entities []quoth.Entity) {
	byNoun := byRole(entities)
	if len(byNoun) == 0 {
		return
	}
	for k := range f.doc.Tokens {
		if f.taken[k] || !f.label(k) || !f.definite(k) {
			continue
		}
		for n := k + 1; n < len(f.doc.Tokens) && n <= k+2 && f.doc.Tokens[n].Kind == segment.Word && f.doc.Tokens[n].Sentence == f.doc.Tokens[k].Sentence; n++ {
			if ids := byNoun[strings.ToLower(f.doc.Word(n))]; len(ids) == 1 {
				f.labels(k, n, ids[0])
				break
			}
		}
	}
}

// definite reports whether "the" stands before token k, with at most two words
// in between that no clause begins with.
func (f *finder) definite(k int) bool {
	for n := k - 1; n >= 0 && n >= k-3 && f.doc.Tokens[n].Sentence == f.doc.Tokens[k].Sentence; n-- {
		w := strings.ToLower(f.doc.Word(n))
		if w == "the" {
			return true
		}
		if f.doc.Tokens[n].Kind != segment.Word || f.lex.stops[w] || determiners[w] {
			return false
		}
	}
	return false
}

// byRole gives for each role and kind the entities that have it.
func byRole(entities []quoth.Entity) map[string][]string {
	out := map[string][]string{}
	known := set(kinds)
	for _, e := range entities {
		have := map[string]bool{}
		for _, role := range e.Roles {
			have[roleHead(role)] = true
		}
		if fields := strings.Fields(strings.ToLower(e.Name)); e.Type == quoth.Organization && len(fields) > 1 && known[fields[len(fields)-1]] {
			have[fields[len(fields)-1]] = true
		}
		delete(have, "")
		for noun := range have {
			out[noun] = append(out[noun], e.ID)
		}
	}
	return out
}

// roleHead is the noun of a role: "mayor" in "Mayor of London".
func roleHead(role string) string {
	fields := strings.Fields(strings.ToLower(role))
	for i, w := range fields {
		if (w == "of" || w == "for" || w == "to" || w == "in") && i > 0 {
			return fields[i-1]
		}
	}
	if len(fields) == 0 {
		return ""
	}
	return fields[len(fields)-1]
}
