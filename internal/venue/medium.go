package venue

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lexicon holds the words that venues and addressees are known by.
type lexicon struct {
	outlets    map[string]bool // first words of the names of media that no other sign shows
	outletNoun map[string]bool // words that make a name with capitals the name of a medium
	described  map[string]bool // common nouns for media: "the magazine"
	platforms  map[string]bool // places on the net that things are said "on"
	occasions  map[string]bool // events and forms of utterance that things are said "in" or "at"
	places     map[string]bool // places of utterance that need no article: "in court"
	addressing map[string]bool // verbs whose object is spoken to, always
	directing  map[string]bool // verbs whose object is spoken to if content follows
	notMedia   map[string]bool // acronyms of authorities
	thoughts   map[string]bool // words of cues that have no venue
	stops      map[string]bool // words that end a noun phrase
	times      map[string]bool // words that time expressions begin with
}

const (
	outlets = `CNN BBC Reuters AFP AP NPR ABC CBS NBC MSNBC CNBC PBS CBC ITV RTE C-SPAN Bloomberg Politico POLITICO Axios Vox Slate
		Salon Newsmax Breitbart Haaretz Xinhua Al-Jazeera Yonhap Kyodo TASS Interfax dpa DPA ANSA EFE Newsweek TIME Vice VICE BuzzFeed
		HuffPost Semafor Bulwark Telemundo Univision Spiegel Bild Folha ESPN Newsday Variety Deadline TMZ Rappler Punch Nikkei Sky
		Fox FOX CBN OANN WION NDTV TechCrunch Wired WIRED Fortune Forbes Barron’s Barron's MarketWatch Gizmodo Engadget Bellingcat
		Meduza Euronews Globo Clarín ProPublica Mediaite Grist Science Nature Playboy Billboard Vogue Elle`
	outletNoun = `Times Post News Journal Herald Tribune Guardian Courier Radio TV Television Magazine magazine Gazette Chronicle Observer
		Examiner Press Statesman Today Daily Weekly Telegraph Independent Standard Mirror Express Beast Insider Podcast podcast Show
		show Newspaper newspaper Network Channel Agency Sun-Times Globe Inquirer Dispatch Register Sentinel Bee Republic Economist
		Atlantic Nation Fair Jazeera Hill Intercept Verge Caller Wire Broadcasting Shimbun Enquirer Review Business Jones Affairs
		Monde Figaro Stone Spectator Sun Argus Echo Bugle Leader Advertiser Ledger News’ FM Fastnet Moncloa Reporter`
	described = `newspaper magazine broadcaster station outlet network channel website paper programme program podcast weekly daily
		tabloid agency site newsletter publication journal broadcast reporter-run newsroom`
	platforms = `Twitter X Facebook Instagram TikTok YouTube Telegram Weibo Snapchat LinkedIn Reddit Threads Bluesky Mastodon Truth
		WhatsApp Parler Gab Medium Substack Twitch Discord Rumble VK Signal twitter facebook`
	occasions = `interview interviews statement statements speech speeches letter letters email emails e-mail e-mails memo memorandum
		tweet tweets post posts video videos column op-ed article essay podcast conference conferences briefing briefings hearing
		hearings meeting meetings rally rallies debate debates address remarks event events forum summit ceremony testimony call
		calls conversation conversations townhall panel webinar convention session release filing ruling opinion order lawsuit
		complaint affidavit note notes message messages book memoir documentary blog thread voicemail commentary editorial appearance
		appearances presentation lecture sermon keynote announcement commercial ad broadcast press gathering dinner lunch function
		workshop seminar symposium reception launch inauguration funeral vigil protest march trial deposition report talks visit
		gaggle availability newscast programme program show segment monologue text texts chat livestream proclamation communique
		communiqué manifesto submission petition motion publication newsletter transcript website page account site tour comment
		comments dialogue festival Festival discussion submissions survey chatroom exchange fundraiser hall`
	places     = `court parliament Parliament Congress church public court-filings air television TV radio camera Capitol Hill`
	addressing = `told tell tells telling inform informs informed informing remind reminds reminded reminding assure assures assured
		assuring brief briefed notified notify notifies notifying`
	directing = `asked ask asks asking urged urge urges urging warned warn warns warning advised advise advises ordered order orders
		ordering invited invite invites encouraged encourage encourages encouraging instructed instruct begged beg persuaded
		convinced convince implored implore pressed promised directed cautioned challenged requested lobbied pressured`
	notMedia = `FBI CIA UN EU WHO NATO IRS FDA CDC EPA DOJ NYPD LAPD ICE FEMA NSA DHS DOD NHS MI5 MI6 US UK USA GOP DNC RNC MP SEC FCC
		FTC NASA ANC IMF OPEC FIFA UEFA NFL NBA`
	thoughts = `believe believes believed think thinks thought plan plans planned hope hopes hoped fear fears feared want wants wanted
		optimism allegations allegation appeared appears seemed seems advice speculation see sees know knows knew expect expects
		expected reportedly apparently allegedly confession intent intention stereotype charged found backlash faced loathe quest`
	stops = `that to in on at during after before when as about if whether how what why where who whom whose which not from by with for
		over under into between against because since while until than then there here but or is are was were be been being has have had will would can
		could may might should must do does did said says saying he she they we i it his its this these those no n't regarding following
		amid ahead earlier later again also just only recently outside inside via through per without within upon among around
		shortly late early moments minutes hours days weeks months years ago once twice both either neither if so yet still ever never`
	times = `today yesterday tonight tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april may
		june july august september october november december jan. feb. aug. sept. oct. nov. dec. last this next earlier later week
		month year morning afternoon evening night`
)

func newLexicon() *lexicon {
	return &lexicon{
		outlets: set(outlets), outletNoun: set(outletNoun), described: set(described), platforms: set(platforms),
		occasions: set(occasions), places: set(places), notMedia: set(notMedia), thoughts: set(thoughts), addressing: set(addressing), directing: set(directing),
		stops: set(stops), times: set(times),
	}
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// medium reports whether a noun phrase is a medium, and which words of it are
// its proper name: tokens from first to last, an empty range where it is only
// described ("the magazine").
func (f *finder) medium(first, last int) (nameFirst, nameLast int, ok bool) {
	start, end := f.properRun(first, last)
	for i := start; i < end; i++ {
		w := f.doc.Word(i)
		if f.lex.outlets[w] || f.lex.outletNoun[w] && capital(w) && (end-start > 1 || hasThe(f, first, start)) {
			return start, f.nameEnd(start, end), true
		}
	}
	if w := f.doc.Word(start % len(f.doc.Tokens)); end-start == 1 && first == start && acronym(w) && !f.lex.notMedia[w] {
		return start, end, true
	}
	head := strings.ToLower(f.doc.Word(last - 1))
	if f.lex.described[head] {
		if end == last-1 && !nationality(f.doc.Word(end-1)) {
			return start, end, true
		}
		return last, last, true
	}
	return 0, 0, false
}

// hasThe reports whether "the" stands directly before token start: a bare word
// with a capital is a medium only so ("the Post").
func hasThe(f *finder, first, start int) bool {
	return start > first && strings.EqualFold(f.doc.Word(start-1), "the") || strings.EqualFold(f.doc.Word(start), "the")
}

// properRun is the last run of words with capitals in a noun phrase, small words
// of names and marks inside it included.
func (f *finder) properRun(first, last int) (start, end int) {
	start, end = last, last
	for i := last - 1; i >= first; i-- {
		w := f.doc.Word(i)
		switch {
		case capital(w) || isNumber(w):
			if end == last && start == last {
				end = i + 1
			}
			start = i
		case start < end && i > first && (w == "of" || w == "the" || w == "with" || w == "and" || w == "&" || w == "’s" || w == "'s" || w == "’" || w == "'"):
		case start < end:
			return f.skipThe(start, end), end
		}
	}
	if start >= end {
		return last, last
	}
	return f.skipThe(start, end), end
}

// skipThe leaves "The" out of a name of more words, as names are kept.
func (f *finder) skipThe(start, end int) int {
	if end-start > 1 && f.doc.Word(start) == "The" {
		return start + 1
	}
	return start
}

// nameEnd is where the name of a medium ends: before "'s" with a person behind
// it, but not before a show ("CNN's State of the Union").
func (f *finder) nameEnd(start, end int) int {
	for i := start + 1; i < end; i++ {
		w := f.doc.Word(i)
		if w != "'s" && w != "’s" && w != "'" && w != "’" {
			continue
		}
		if end-i-1 <= 2 && !f.showLike(i+1, end) {
			return i
		}
		return end
	}
	return end
}

func (f *finder) showLike(first, last int) bool {
	for i := first; i < last; i++ {
		switch w := f.doc.Word(i); {
		case !capital(w) || f.lex.outletNoun[w]:
			return true
		case f.lex.times[strings.ToLower(w)] || w == "This" || w == "Live" || w == "Question" || w == "Newsnight" || w == "Panorama":
			return true
		}
	}
	return false
}

// nationality reports whether a word with a capital is an adjective and no name:
// "British", "Brazilian".
func nationality(w string) bool {
	for _, end := range []string{"ish", "an", "ese", "ch", "based", "owned", "run"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// acronym reports whether a word is all capitals: what is told something and is
// written so is mostly a broadcaster or an agency.
func acronym(w string) bool {
	return len(w) > 1 && len(w) < 8 && strings.IndexFunc(w, unicode.IsLower) < 0 && unicode.IsLetter(rune(w[0]))
}

func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

func isNumber(w string) bool { return w[0] >= '0' && w[0] <= '9' }
