package wordpiece

import (
	"strings"
	"testing"
)

// news is a made-up article.
const news = `The mayor of Selby Point, Ruth Calloway, told reporters on Friday that the bridge
over the Ems was “not safe for lorries” and would stay closed until spring. “We have looked at
every bolt,” she said. “Nobody who saw the pictures would drive a truck across it—nobody.”

The harbour company, which moves 40,000 containers a year, disagreed. Its spokesman, André Kühl,
called the decision “hasty” and said the council hadn't asked for the company's own report. That
report, published in 2024, found corrosion on three of 28 girders; repairs would cost €1.2m.

`

// benchVocabulary holds the words of news but for every eighth, which falls into letters.
func benchVocabulary() []byte {
	pieces := map[string]bool{"[UNK]": true, "[SEP]": true}
	for i, word := range strings.FieldsFunc(strings.ToLower(news), func(r rune) bool { return strings.ContainsRune(" \n.,;“”—'", r) }) {
		if i%8 != 0 {
			pieces[word] = true
		}
		for _, c := range word {
			pieces[string(c)], pieces["##"+string(c)] = true, true
		}
	}
	for _, c := range ".,;“”—'" {
		pieces[string(c)] = true
	}
	var out strings.Builder
	for piece := range pieces {
		out.WriteString(piece + "\n")
	}
	return []byte(out.String())
}

func benchAppend(b *testing.B, text string) {
	s, err := New(benchVocabulary())
	if err != nil {
		b.Fatal(err)
	}
	text = strings.Repeat(text, 1+100_000/len(text))
	var dst []Piece
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		dst = s.Append(dst[:0], text)
	}
}

func BenchmarkAppend(b *testing.B)        { benchAppend(b, news) }
func BenchmarkAppendAccents(b *testing.B) { benchAppend(b, "e\u0301té \u0301\u302e각 ") }
func BenchmarkAppendOneWord(b *testing.B) { benchAppend(b, "thebridge") }

func BenchmarkNew(b *testing.B) {
	vocabulary := manyPieces()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(vocabulary); err != nil {
			b.Fatal(err)
		}
	}
}
