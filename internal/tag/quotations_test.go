package tag

import (
	"reflect"
	"strings"
	"testing"

	"quoth"
	"quoth/internal/segment"
)

// spanOf finds words in a text.
func spanOf(t *testing.T, text, words string) quoth.Span {
	t.Helper()
	at := strings.Index(text, words)
	if at < 0 {
		t.Fatalf("no %q in the text", words)
	}
	return quoth.Span{Start: at, End: at + len(words)}
}

func TestWholeQuotations(t *testing.T) {
	for _, c := range []struct{ name, text, labels, want string }{
		{"misses the closing mark", "Bo said “ It held today ” again", ". . c--- . .", "“ It held today ”"},
		{"misses a word and the mark", "Bo said “ It held today ” again", ". . c-- . . .", "“ It held today ”"},
		{"misses the opening mark", "Bo said “ It held today ” again", ". . . c--- .", "“ It held today ”"},
		{"misses too much", "Bo said “ It held and held today ” again", ". . c-- . . . . .", "“ It held"},
		{"is within", "Bo said “ It held and held today ” again", ". . . . . c- . . .", "and held"},
		{"is none", "Bo said it held today again", ". . c- . .", "it held"},
	} {
		doc, s := scored(t, c.text, c.labels, "")
		d := newDecoder(doc, s, nil)
		all := d.level(outerLevel, d.bounds(0, len(s.Words)))
		d.whole(all.runs[content], run{0, len(s.Words) - 1})
		if got := d.span(all.runs[content][0]).In(c.text); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// TestWholeStaysInBounds holds that a content grows neither out of the one that it
// stands in nor into the next.
func TestWholeStaysInBounds(t *testing.T) {
	doc, s := scored(t, "Bo said “ It held today ” again", ". . c- c . . .", "")
	d := newDecoder(doc, s, nil)
	contents := []run{{2, 4}, {5, 5}}
	d.whole(contents, run{2, 5})
	if want := []run{{2, 4}, {5, 5}}; !reflect.DeepEqual(contents, want) {
		t.Errorf("got %v, want %v", contents, want)
	}
}

func TestJoinRunning(t *testing.T) {
	const text = "“It rained.\n\n“It rained again,” he said. “All night.\n\n“Then it stopped.”\n\n“Good,” she said."
	doc := segment.Parse(text)
	d := &decoder{doc: doc}
	of := func(words string) []quoth.Span { return []quoth.Span{spanOf(t, text, words)} }
	got := d.joinRunning([]found{
		{content: of("“It rained.\n\n"[:len("“It rained.")]), continues: -1},
		{source: of("he"), cue: of("said"), content: append(of("“It rained again,”"), of("“All night.")...), continues: -1},
		{content: of("“Then it stopped.”"), continues: -1},
		{source: of("she"), cue: of("said."), content: of("“Good,”"), continues: -1},
	})
	var contents []string
	for _, f := range got {
		f.content = merged(text, f.content)
		contents = append(contents, quoth.Words(text, f.content))
	}
	want := []string{"“It rained. “It rained again,” “All night. “Then it stopped.”", "“Good,”"}
	if !reflect.DeepEqual(contents, want) {
		t.Errorf("got %q, want %q", contents, want)
	}
}

// TestJoinRunningWithTwoCues holds that each keeps what has its own cue.
func TestJoinRunningWithTwoCues(t *testing.T) {
	const text = "“It rained,” he said. “All night.\n\n“Then it stopped,” he added."
	d := &decoder{doc: segment.Parse(text)}
	of := func(words string) []quoth.Span { return []quoth.Span{spanOf(t, text, words)} }
	got := d.joinRunning([]found{
		{cue: of("said"), content: append(of("“It rained,”"), of("“All night.")...), continues: -1},
		{cue: of("added"), content: of("“Then it stopped,”"), continues: -1},
	})
	if len(got) != 2 || got[0].continues >= 0 || got[1].continues != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestPart(t *testing.T) {
	doc, s := scored(t, "Bo said it\n\nand left then\n\nAda added :\n\nno more", "", "")
	d := newDecoder(doc, s, nil)
	in := runs{}
	in.runs[cue] = []run{{1, 1}, {7, 7}}
	in.runs[content] = []run{{2, 2}, {3, 5}, {9, 10}}
	chosen := []choice{{0, 1}, {0, 1}, {1, 1}}
	d.part(in, chosen)
	if want := []choice{{0, 1}, {-1, 1}, {1, 1}}; !reflect.DeepEqual(chosen, want) {
		t.Errorf("got %v, want %v", chosen, want)
	}
}
