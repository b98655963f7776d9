package reader_test

import (
	"os"
	"strings"
	"testing"

	"quoth"
	"quoth/internal/coref"
	"quoth/internal/dates"
	"quoth/internal/encode"
	"quoth/internal/label"
	"quoth/internal/nn"
	"quoth/internal/post"
	"quoth/internal/record"
	"quoth/internal/segment"
	"quoth/internal/tag"
	"quoth/internal/venue"
	"quoth/model"
	"quoth/reader"
)

// example is an article of examples/, as people write them.
func example(b *testing.B) quoth.Article {
	text, err := os.ReadFile("../examples/harbour-bridge.txt")
	if err != nil {
		b.Fatal(err)
	}
	return quoth.Article{ID: "harbour-bridge", Text: string(text), Published: "2026-03-10"}
}

// perSecond reports MB/s and articles/s of a benchmark that reads a once a turn.
func perSecond(b *testing.B, a quoth.Article) {
	b.SetBytes(int64(len(a.Text)))
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(b.N*len(strings.Fields(a.Text)))/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkStages(b *testing.B) {
	a := example(b)
	doc := segment.Parse(a.Text)
	file, err := model.Open()
	if err != nil {
		b.Fatal(err)
	}
	encoder, err := encode.New(file, nn.Options{})
	if err != nil {
		b.Fatal(err)
	}
	scores := encoder.Encode(doc)
	atts := tag.Attribute(doc, scores, nil)
	who := coref.Resolve(doc, atts)
	stages := []struct {
		name string
		run  func()
	}{
		{"segment", func() { segment.Parse(a.Text) }},
		{"post", func() { post.Find(doc) }},
		{"encode", func() { encoder.Encode(doc) }},
		{"tag", func() { tag.Attribute(doc, scores, nil) }},
		{"coref", func() { coref.Resolve(doc, atts) }},
		{"venue", func() { venue.Find(doc, atts) }},
		{"dates", func() { dates.Said(doc, atts, a.Published) }},
		{"label", func() { label.Find(doc, atts, who.Entities) }},
	}
	for _, s := range stages {
		b.Run(s.name, func(b *testing.B) {
			for b.Loop() {
				s.run()
			}
			perSecond(b, a)
		})
	}
}

func BenchmarkRead(b *testing.B) {
	a := example(b)
	rd := open(b, reader.Options{})
	for b.Loop() {
		if _, err := rd.Read(a); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, a)
}

func BenchmarkReadLong(b *testing.B) {
	a := example(b)
	a.Text = strings.Repeat(a.Text+"\n\n", 200)
	rd := open(b, reader.Options{})
	for b.Loop() {
		if _, err := rd.Read(a); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, a)
}

func BenchmarkEncode(b *testing.B) {
	a := example(b)
	r, err := open(b, reader.Options{}).Read(a)
	if err != nil {
		b.Fatal(err)
	}
	var out []byte
	for b.Loop() {
		if out, err = record.Encode(out[:0], a.Text, r); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, a)
}
