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
		"opening marks":      strings.Repeat("“", 200_000),
		"straight marks":     strings.Repeat("\"", 200_000),
		"spaced marks":       strings.Repeat("\" ", 200_000),
		"closing marks":      strings.Repeat("a” ", 200_000),
		"deep nesting":       strings.Repeat("“‘", 50_000) + "a" + strings.Repeat("’”", 50_000),
		"quotation open":     strings.Repeat("“We ran.\n\n", 50_000),
		"one line":           strings.Repeat("The gate of the old harbour broke at noon, Ann Lee said. ", 90_000),
		"one sentence":       strings.Repeat("the gate of the old harbour broke and ", 130_000),
		"one quotation":      "“" + strings.Repeat("The gate of the old harbour broke. ", 140_000) + "” said Ann Lee.",
		"abbreviations":      strings.Repeat("A. B. C. Mr. U.S. ", 100_000),
		"initials":           strings.Repeat("A. B. C. D. ", 200_000) + "said no.",
		"cues":               strings.Repeat("said ", 200_000),
		"cues and names":     strings.Repeat("Ann Lee said Bo Hall said ", 50_000),
		"colons":             strings.Repeat("A: b ", 200_000),
		"commas":             "Ann Lee" + strings.Repeat(", a nurse", 100_000) + ", said no.",
		"according to":       strings.Repeat("according to ", 100_000),
		"many people":        manyPeople(20_000),
		"many addressees":    strings.ReplaceAll(manyPeople(20_000), " said ", " told Bo Hall on Friday that "),
		"running to a cue":   strings.Repeat("“We ran.\n\n“It broke at noon,” he said.\n\n", 40_000),
		"one name":           strings.Repeat("Lee", 300_000) + " said no.",
		"capitals":           strings.Repeat("Ann ", 200_000) + "said no.",
		"pronouns":           strings.Repeat("“No,” he said. ", 50_000),
		"posts":              strings.Repeat("Doors open — Port Museum (@port) May 2, 2021\n\n", 20_000),
		"dashes":             strings.Repeat("— ", 200_000),
		"handles":            strings.Repeat("(@a) ", 200_000),
		"addresses":          strings.Repeat("https://x.com/a/status/1 ", 50_000),
		"labels":             strings.Repeat("embattled far-left ", 100_000),
		"dates":              strings.Repeat("on Tuesday last week ", 100_000),
		"combining accents":  "“e" + strings.Repeat("\u0301", 500_000) + "” he said",
		"lines of one word":  strings.Repeat("said\n", 200_000),
		"titles":             strings.Repeat("Gate broke, says mayor\n\n", 50_000),
		"invisible marks":    strings.Repeat("\u200b\ufeff", 200_000),
		"control characters": strings.Repeat("\x00\x01\x02 ", 200_000),
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			a := quoth.Article{ID: name, Text: text, Published: "2024-02-29"}
			r, err := reader.Reader{}.Read(a)
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
	for _, text := range []string{"\xff", "a\xc3", "“\xed\xa0\x80” said", "\xf4\x90\x80\x80"} {
		if _, err := (reader.Reader{}).Read(quoth.Article{Text: text}); err == nil {
			t.Errorf("no error for %q", text)
		}
	}
}
