package label

import (
	"testing"

	"quoth"
	"quoth/internal/segment"
)

func TestFind(t *testing.T) {
	text := "The far-left Sven Palm left. He called the embattled Gail Stroud a friend."
	doc := segment.Parse(text)
	entities := []quoth.Entity{
		{ID: "e1", Type: quoth.Person, Mentions: []quoth.Mention{{Span: quoth.Span{Start: 13, End: 22}, Kind: quoth.NameMention}}},
		{ID: "e2", Type: quoth.Person, Mentions: []quoth.Mention{{Span: quoth.Span{Start: 53, End: 64}, Kind: quoth.NameMention}}},
	}
	atts := []quoth.Attribution{{Content: quoth.Evidence{Spans: []quoth.Span{{Start: 39, End: 73}}}}}
	got := Find(doc, atts, entities)
	if len(got) != 2 || got[0].Text != "far-left" || got[0].Voice != quoth.NarratorVoice || got[0].Entity != "e1" ||
		got[1].Text != "embattled" || got[1].Voice != quoth.SourceVoice || got[1].Entity != "e2" {
		t.Errorf("Find = %+v", got)
	}
	if got := Find(doc, nil, nil); len(got) != 0 {
		t.Errorf("without entities Find = %+v, want none", got)
	}
}
