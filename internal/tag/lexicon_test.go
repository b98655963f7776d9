package tag

import "testing"

func TestVerbForms(t *testing.T) {
	l := newLexicon()
	for word, want := range map[string]form{
		"say": base, "says": third, "said": past, "saying": gerund,
		"adding": gerund, "added": past, "admitting": gerund, "admitted": past,
		"denies": third, "denied": past, "denying": gerund, "wrote": past, "written": participle,
		"urging": gerund, "agreeing": gerund, "called for": past, "points out": third, "known": participle,
	} {
		v, ok := l.verbs[word]
		if !ok || v.form != want {
			t.Errorf("%q: form %d, known %v; want %d", word, v.form, ok, want)
		}
	}
	for _, word := range []string{"addding", "saied", "writed", "the", "bridge"} {
		if _, ok := l.verbs[word]; ok {
			t.Errorf("%q is a cue verb", word)
		}
	}
}
