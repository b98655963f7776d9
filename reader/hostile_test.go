package reader_test

import (
	"strings"
	"testing"

	"quoth"
	"quoth/internal/record"
	"quoth/reader"
)

// TestHostile reads texts that are large and strange. Each must come to an end:
// a stage that is not linear does not in the time that a test has.
func TestHostile(t *testing.T) {
	texts := map[string]string{
		"opening marks":      strings.Repeat("“", 25_000),
		"straight marks":     strings.Repeat("\"", 25_000),
		"spaced marks":       strings.Repeat("\" ", 25_000),
		"closing marks":      strings.Repeat("a” ", 25_000),
		"deep nesting":       strings.Repeat("“‘", 6_250) + "a" + strings.Repeat("’”", 6_250),
		"quotation open":     strings.Repeat("“We ran.\n\n", 6_250),
		"one line":           strings.Repeat("The gate of the old harbour broke at noon, Ann Lee said. ", 11_250),
		"one sentence":       strings.Repeat("the gate of the old harbour broke and ", 16_250),
		"one quotation":      "“" + strings.Repeat("The gate of the old harbour broke. ", 17_500) + "” said Ann Lee.",
		"abbreviations":      strings.Repeat("A. B. C. Mr. U.S. ", 12_500),
		"initials":           strings.Repeat("A. B. C. D. ", 25_000) + "said no.",
		"cues":               strings.Repeat("said ", 25_000),
		"cues and names":     strings.Repeat("Ann Lee said Bo Hall said ", 6_250),
		"colons":             strings.Repeat("A: b ", 25_000),
		"commas":             "Ann Lee" + strings.Repeat(", a nurse", 12_500) + ", said no.",
		"according to":       strings.Repeat("according to ", 12_500),
		"many people":        manyPeople(2_500),
		"many addressees":    strings.ReplaceAll(manyPeople(2_500), " said ", " told Bo Hall on Friday that "),
		"running to a cue":   strings.Repeat("“We ran.\n\n“It broke at noon,” he said.\n\n", 5_000),
		"one name":           strings.Repeat("Lee", 37_500) + " said no.",
		"capitals":           strings.Repeat("Ann ", 25_000) + "said no.",
		"pronouns":           strings.Repeat("“No,” he said. ", 6_250),
		"posts":              strings.Repeat("Doors open — Port Museum (@port) May 2, 2021\n\n", 2_500),
		"dashes":             strings.Repeat("— ", 25_000),
		"handles":            strings.Repeat("(@a) ", 25_000),
		"addresses":          strings.Repeat("https://x.com/a/status/1 ", 6_250),
		"labels":             strings.Repeat("embattled far-left ", 12_500),
		"dates":              strings.Repeat("on Tuesday last week ", 12_500),
		"combining accents":  "“e" + strings.Repeat("\u0301", 62_500) + "” he said",
		"lines of one word":  strings.Repeat("said\n", 25_000),
		"titles":             strings.Repeat("Gate broke, says mayor\n\n", 6_250),
		"invisible marks":    strings.Repeat("\u200b\ufeff", 25_000),
		"control characters": strings.Repeat("\x00\x01\x02 ", 25_000),
	}
	rd := open(t, reader.Options{Model: smallModel(t)})
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			a := quoth.Article{ID: name, Text: text, Published: "2024-02-29"}
			r, err := rd.Read(a)
			if err != nil {
				t.Fatal(err)
			}
			if lines := record.Check(roundTrip(t, a, r), a); len(lines) > 0 {
				t.Fatalf("%d differences, the first: %s", len(lines), lines[0])
			}
		})
	}
}

// manyPeople is a text of n people with names of their own, who all speak.
func manyPeople(n int) string {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	var b strings.Builder
	for i := range n {
		name := []byte{letters[i%26], letters[i/26%26], letters[i/676%26], letters[i/17576%26]}
		b.WriteString("Ann L" + string(name) + " said the gate broke. “It fell,” she said.\n\n")
	}
	return b.String()
}

// TestInvalid holds that a text that is not UTF-8 is the one thing that is refused.
func TestInvalid(t *testing.T) {
	rd := open(t, reader.Options{Model: smallModel(t)})
	for _, text := range []string{"\xff", "a\xc3", "“\xed\xa0\x80” said", "\xf4\x90\x80\x80"} {
		if _, err := rd.Read(quoth.Article{Text: text}); err == nil {
			t.Errorf("no error for %q", text)
		}
	}
}
