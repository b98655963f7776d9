package wordpiece

import "unicode/utf8"

// marks is a run of combining marks in the text, code points that canonical ordering
// (Unicode Standard, section 3.11) sorts by class. Nearly always all of them are
// dropped afterwards, and their order does not matter. A run may begin with a code
// point that becomes a letter and marks; it is empty if from == to.
type marks struct {
	from, to int32
	kept     bool // not all marks are dropped
}

// ranked is a mark of a run.
type ranked struct {
	letter rune // 0: dropped
	class  uint8
	own    bool // stands in the text for itself, is not made from the code point before
}

// extend takes one more code point into the run.
func (m *marks) extend(from span, kept bool) {
	if m.from == m.to {
		m.from = from.start
	}
	m.to = from.end
	m.kept = m.kept || kept
}

// settle ends the run: it adds the marks that are kept to w.
//
// Where such a mark comes from follows the library: when the marks have been
// sorted, the first of them takes the place in the text of the first code point of
// the run, the second that of the second, and so on. Only then are marks dropped.
func (m *marks) settle(w *word, f *folds, text string) {
	if m.kept {
		found, places := m.list(f, text)
		place := span{}
		if !found[0].own {
			place, places = places[0], places[1:]
		}
		for _, c := range sorted(found) {
			if c.own {
				place, places = places[0], places[1:]
			}
			if c.letter != 0 {
				w.push(c.letter, place)
			}
		}
	}
	*m = marks{}
}

// list is the marks of the run in the order of the text, and the places of its code
// points.
func (m *marks) list(f *folds, text string) (found []ranked, places []span) {
	for at := int(m.from); at < int(m.to); {
		r, width := utf8.DecodeRuneInString(text[at:])
		place := span{int32(at), int32(at + width)}
		at += width
		a := f.actions[r]
		switch {
		case a.kind() == clean:
			continue
		case a.kind() == mark:
			found = append(found, ranked{class: a.class(), own: true})
		case a.class() != 0:
			found = append(found, ranked{letter: r, class: a.class(), own: true})
		default:
			found = appendMade(found, f, r)
		}
		places = append(places, place)
	}
	return found, places
}

// appendMade appends the marks among what code point r becomes.
func appendMade(found []ranked, f *folds, r rune) []ranked {
	var few [4]rune
	for _, c := range f.letters(few[:0], r) {
		if class := f.actions[c].class(); class != 0 {
			found = append(found, ranked{letter: c, class: class})
		}
	}
	return found
}

// sorted sorts marks by class and keeps the order within a class. It counts, so that
// its time is linear.
func sorted(found []ranked) []ranked {
	var next [257]int // by class: where its next mark goes
	for _, c := range found {
		next[int(c.class)+1]++
	}
	for k := 1; k < len(next); k++ {
		next[k] += next[k-1]
	}
	out := make([]ranked, len(found))
	for _, c := range found {
		out[next[c.class]] = c
		next[c.class]++
	}
	return out
}
