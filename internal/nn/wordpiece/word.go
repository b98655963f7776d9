package wordpiece

import "unicode/utf8"

// maxLetters is how many letters a word may have; longer ones are unknown.
const maxLetters = 100

// span is a half-open range of bytes of the text.
type span struct{ start, end int32 }

// word is one word in normal form, with what each of its letters comes from. It is
// used again for the next word. Of a long word only the number of letters is kept.
type word struct {
	text    [maxLetters * utf8.UTFMax]byte
	size    int                             // bytes of text in use
	letter  [maxLetters * utf8.UTFMax]uint8 // the letter that a byte belongs to
	spans   [maxLetters]span                // of the letters
	letters int                             // may be more than maxLetters
	whole   span                            // from the first letter to the last
	plain   bool                            // text is text[whole.start:whole.end] in lower case; letter and spans are not filled
}

// clear makes w a word without letters.
func (w *word) clear() { w.size, w.letters, w.plain = 0, 0, false }

// push adds a letter that comes from a span of the text.
func (w *word) push(r rune, from span) {
	if w.letters == 0 {
		w.whole.start = from.start
	}
	w.whole.end = from.end
	if w.letters < maxLetters {
		w.spans[w.letters] = from
		n := w.size + utf8.EncodeRune(w.text[w.size:], r)
		for ; w.size < n; w.size++ {
			w.letter[w.size] = uint8(w.letters)
		}
	}
	w.letters++
}

// setPlain makes w the word of the n bytes that stand in w.text already and come from
// as many bytes of the text from start on.
func (w *word) setPlain(start, n int) {
	w.size, w.letters, w.plain = n, n, true
	w.whole = span{int32(start), int32(start + n)}
}

// fillPlain fills in what setPlain leaves out, so that letters can be pushed.
func (w *word) fillPlain() {
	for i := range w.size {
		w.letter[i] = uint8(i)
		start := w.whole.start + int32(i)
		w.spans[i] = span{start, start + 1}
	}
	w.plain = false
}

// source is where the bytes from:to of w.text come from, 0 <= from < to <= w.size.
func (w *word) source(from, to int) span {
	if w.plain {
		return span{w.whole.start + int32(from), w.whole.start + int32(to)}
	}
	return span{w.spans[w.letter[from]].start, w.spans[w.letter[to-1]].end}
}

// read makes w the word that begins at byte at of text, and returns where it ends: at
// the end of the text or before a code point of kind space or alone. The word is
// empty if such a code point comes at once or all that comes before is dropped.
func (w *word) read(s *Splitter, text string, at int) (end int) {
	w.clear()
	n := 0
	for n < maxLetters && at+n < len(text) && s.lower[text[at+n]] != 0 {
		w.text[n] = s.lower[text[at+n]]
		n++
	}
	w.setPlain(at, n)
	if at += n; s.folds.endsWord(text, at) {
		return at
	}
	w.fillPlain()
	return w.readFolded(s.folds, text, at)
}

// readFolded adds to w what comes at byte at, code point by code point.
func (w *word) readFolded(f *folds, text string, at int) (end int) {
	var run marks
	for at < len(text) {
		r, width := utf8.DecodeRuneInString(text[at:])
		a := f.actions[r]
		if a.kind() >= space {
			break
		}
		from := span{int32(at), int32(at + width)}
		at += width
		switch {
		case a.kind() == clean:
		case a.class() != 0:
			run.extend(from, a.kind() != mark)
		default:
			run.settle(w, f, text)
			if a.kind() != mark {
				w.pushStarter(f, r, from, &run)
			}
		}
	}
	run.settle(w, f, text)
	return at
}

// pushStarter adds the letters that code point r becomes. Marks among them begin a run.
func (w *word) pushStarter(f *folds, r rune, from span, run *marks) {
	var few [4]rune
	for _, c := range f.letters(few[:0], r) {
		if f.actions[c].class() != 0 {
			run.extend(from, true)
			return
		}
		w.push(c, from)
	}
}

// endsWord reports whether a word that has gone on to byte at ends there.
func (f *folds) endsWord(text string, at int) bool {
	if at == len(text) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text[at:])
	return f.actions[r].kind() >= space
}
