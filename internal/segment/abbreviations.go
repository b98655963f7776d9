package segment

import "strings"

// abbreviation says how a full stop behind a word is read.
type abbreviation uint8

const (
	notAbbreviated abbreviation = iota
	beforeName                  // "Mr.": a sentence never ends here
	beforeNumber                // "No.", "Dec.": none ends here if a number follows
	mayEnd                      // "Inc.", "U.S.": one ends here if a word follows that starts sentences
)

// abbreviations maps words, without their full stop, to how the stop is read.
// Words in lower case match any case; "No" only as written.
var abbreviations = wordMap(map[abbreviation]string{
	beforeName: `mr mrs ms dr prof gov govs sen sens rep reps lt col gen capt sgt maj cmdr adm rev hon pres
		supt det insp fr mt ft messrs mme mlle atty cpl pvt brig asst amb sec supt st vs v no. dist`,
	beforeNumber: `No Nos Vol pp p Art Sec Fig jan feb mar apr jun jul aug sept sep oct nov dec`,
	mayEnd: `inc corp co ltd bros plc llc jr sr etc e.g i.e al approx est dept assn ave blvd rd univ
		calif fla ga ill ind mass md mich minn miss mo pa tenn va wash wis ariz ark colo conn del kan ky la mont neb
		nev okla ore tex vt wyo ala mon tue tues wed thu thurs fri a.m p.m u.s u.k u.n d.c n.y n.j n.c s.c w.va e.u ph.d m.d`,
})

// starters are words that start a sentence far more often than they follow an
// abbreviation inside one.
var starters = wordSet(`the a an he she it they we i you his her its their our this that these those there but and
	in on at for from with after before as if when while since although though however meanwhile also still yet so or
	not no one some many most all each both last next what why how who where mr mrs ms`)

// speechVerbs go on a sentence behind "?" or "!" and a closing mark:
// “Why now?” Ortiz asked.
var speechVerbs = wordSet(`said says asked asks told tells wrote writes added adds replied shouted answered responded
	wondered demanded exclaimed tweeted posted continued cried yelled recalled joked quipped`)

func wordMap(by map[abbreviation]string) map[string]abbreviation {
	out := map[string]abbreviation{}
	for kind, words := range by {
		for _, w := range strings.Fields(words) {
			out[w] = kind
		}
	}
	return out
}

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// abbreviated tells how a full stop behind word is read. A single capital
// letter is an initial: "J. K. Rowling".
func abbreviated(word string) abbreviation {
	if kind, ok := abbreviations[word]; ok {
		return kind
	}
	if kind, ok := abbreviations[strings.ToLower(word)]; ok && word != strings.ToLower(word) || ok && len(word) > 2 {
		return kind
	}
	if len(word) == 1 && word[0] >= 'A' && word[0] <= 'Z' && word != "I" {
		return beforeName
	}
	if isDotted(word) {
		return mayEnd
	}
	if len(word) > 3 && word[1] == '-' && strings.Contains("RDI", word[:1]) {
		return abbreviated(word[2:]) // R-Ky.
	}
	return notAbbreviated
}

// isDotted reports whether word is letters with full stops between them ("U.S").
func isDotted(word string) bool {
	if len(word) < 3 || len(word)%2 == 0 {
		return false
	}
	for i := 0; i < len(word); i++ {
		c := word[i] | 0x20
		if i%2 == 0 && (c < 'a' || c > 'z') || i%2 == 1 && word[i] != '.' {
			return false
		}
	}
	return true
}
