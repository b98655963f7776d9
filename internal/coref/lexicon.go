package coref

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed firstnames.txt
var firstNames string

// lexicon holds the words that the rules know.
type lexicon struct {
	first  map[string]byte // first name → 'm', 'f' or 'b'
	words  map[wordClass]map[string]bool
	gender map[string]string // title or noun, lower case → "m" or "f"
}

// wordClass names a list of words.
type wordClass uint8

const (
	title      wordClass = iota // stands before a person's name, with capital letter
	orgWord                     // stands in the name of an organization
	place                       // countries, cities and seats that speak for a government
	notName                     // capitalised at the start of a sentence, but no name
	link                        // lower-case word inside names
	groupNoun                   // several people
	docNoun                     // what "says" something without being somebody
	personNoun                  // one person described
	orgNoun                     // an organization described: "the company"
	placeWord                   // ends the name of a place
	affiliate                   // party or nationality in front of a name
)

var wordClasses = map[wordClass]string{
	title: `mr mr. mrs mrs. ms ms. miss mx dr dr. prof prof. professor sir dame lord lady baroness baron president
		vice prime minister chancellor premier secretary senator sen. sens. rep. reps. representative congressman congresswoman
		gov. governor mayor judge justice king queen prince princess pope cardinal archbishop bishop rev. reverend pastor
		father sister rabbi imam general gen. colonel col. major maj. captain capt. lieutenant lt. sgt. sergeant officer chief
		detective det. inspector constable superintendent supt. commissioner director chairman chairwoman chair chairperson
		ceo cfo coo cto speaker leader ambassador attorney solicitor prosecutor coach manager editor spokesman spokeswoman
		spokesperson mp mep councillor cllr alderman sheriff deputy commander cmdr. admiral adm. former then-president
		ex-president president-elect shadow foreign home treasury analyst reporter correspondent columnist host actor actress
		author founder co-founder executive associate assistant sheikh shaikh ayatollah emperor whip dean principal
		counsel advisor adviser economist barrister advocate hon. chef pres. messrs aide candidate nominee`,
	orgWord: `party university college school institute ministry department office agency bureau bank inc inc. corp corp. co
		co. company group ltd ltd. limited plc llc association federation union council committee commission court
		authority board foundation trust fund church hospital police army navy force forces corps house senate congress
		parliament government administration cabinet times post news guardian telegraph journal herald tribune gazette
		magazine press media network tv radio bbc cnn nbc abc cbs club league society service services center centre
		international airlines airways motors industries technologies systems partners capital holdings labs campaign
		coalition alliance movement front organisation organization organizations observatory museum library project
		chamber citizens society academy assembly secretariat directorate republic citizens nations states kingdom team embassy airport statesman economist independent reuters`,
	place: `afghanistan africa america argentina asia athens australia austria baghdad bangladesh beijing belgium berlin
		brazil britain brussels california cairo canada chicago china colombia cuba delhi denmark dublin egypt england
		europe finland florida france gaza georgia germany ghana greece harare hungary india indonesia iran iraq ireland
		islamabad israel italy japan jerusalem kabul kenya korea kyiv lagos lebanon libya london madrid malaysia manhattan
		mexico moscow myanmar nairobi nepal netherlands nigeria norway ottawa pakistan palestine paris philadelphia
		philippines poland portugal pretoria pyongyang qatar rome russia rwanda scotland seoul singapore somalia spain
		sudan sweden switzerland sydney syria taiwan tehran texas thailand tokyo turkey uganda ukraine venezuela vienna
		vietnam wales warsaw washington yemen zambia zimbabwe york u.s. u.k. us uk eu u.n. un`,
	notName: `nobody everybody everyone somebody someone anyone anybody nothing everything something anything none the a an this that these those he she it they we i you his her its their our my your and but or so if when
		while as at in on of for from with by to about after before since until because although though however meanwhile
		there here what who how why where which not no yes now then one two three four five six seven eight nine ten some many most all
		both each every another other last next earlier later still also just even only according under over during
		between among against despite instead perhaps maybe well oh ok okay more less few several such than too
		monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
		september october november december jan. feb. mar. apr. jun. jul. aug. sept. oct. nov. dec. today yesterday tomorrow
		q a is was are were be have has had do does did can could will would should let don't don’t i'm i’m it's it’s
		critics officials experts police residents people others including like speaking asked per via amid following
		christmas easter once never always republican democratic american british`,
	link: `de da do del della der van von den la le al bin ibn el ter of the and for &`,
	groupNoun: `people officials experts analysts critics republicans democrats americans voters lawmakers leaders members
		officers police authorities residents activists researchers scientists lawyers prosecutors investigators
		supporters opponents sources witnesses economists senators mps parents students workers farmers traders investors
		observers aides allies neighbours neighbors families women men media opposition left right public community
		protesters candidates doctors nurses teachers unions team jury board delegates colleagues users others some many
		most both conservatives liberals campaigners organizers organisers advisers advisors engineers historians
		advocates diplomats journalists reporters politicians citizens employers employees patients customers drivers
		auditors fans friends players children crew committee couple pair duo staff majority half third`,
	docNoun: `report study poll survey letter statement memo data document documents figures statistics reports story
		article paper email emails e-mail website post lawsuit complaint filing ruling indictment affidavit analysis
		review research findings numbers headline note book film law bill act constitution investigation inquiry audit
		policy contract release model results evidence records texts message messages tweet video notice order
		resolution petition census index projections warrant dossier transcript`,
	personNoun: `official source spokesman spokeswoman spokesperson president minister mayor governor senator congressman
		congresswoman judge lawyer attorney doctor professor author writer owner director chairman chairwoman chief ceo
		leader candidate nominee aide adviser advisor analyst expert economist researcher scientist witness neighbour
		neighbor resident voter officer prosecutor detective sheriff teacher student player coach captain manager actor
		actress singer star billionaire businessman businesswoman farmer worker driver mother father son daughter wife
		husband brother sister man woman boy girl friend colleague editor reporter journalist pastor priest bishop pope
		king queen prince princess chancellor premier secretary speaker lawmaker mp activist founder executive veteran
		engineer surgeon nurse historian critic mogul insider diplomat ambassador general commander professional barrister
		artist director-general banker preacher trader chef novelist poet musician rapper footballer golfer
		boxer carpenter plumber politician oligarch tycoon entrepreneur trucker fisherman magistrate solicitor pilot
		sailor soldier caretaker clerk librarian harpist commissioner coordinator organiser organizer principal whistleblower suspect defendant`,
	orgNoun: `company firm agency department ministry university group organization organisation party bank government
		newspaper magazine outlet network broadcaster publication court council commission committee administration
		campaign union association charity airline institute club school hospital watchdog regulator store retailer
		maker giant team state city county country nation house office force bureau foundation business startup embassy`,
	placeWord: `square street road avenue lane boulevard bridge park lake river hall stadium arena hotel tower island islands
		valley mountain mountains hill hills bay beach coast sea ocean highway building plaza county province district
		city town village airport harbour harbor east west north south garden gardens prize award awards cup act bill day week month
		games open festival era war`,
	affiliate: `republican democrat democratic tory labour conservative liberal american british french german russian
		chinese indian israeli palestinian iranian canadian australian japanese irish scottish english italian spanish`,
}

// genders are titles and nouns that make the gender of a person known.
const maleWords = `mr mr. sir lord king prince pope father brother son husband actor spokesman chairman congressman
	businessman man boy baron councilman grandfather uncle emperor sheikh nephew policeman alderman`

const femaleWords = `mrs mrs. ms ms. miss dame lady queen princess mother sister daughter wife actress spokeswoman
	chairwoman congresswoman businesswoman woman girl baroness councilwoman grandmother aunt niece policewoman`

// words gives the lexicon, which is built once and never changes.
var words = sync.OnceValue(newLexicon)

func newLexicon() *lexicon {
	l := &lexicon{first: map[string]byte{}, words: map[wordClass]map[string]bool{}, gender: map[string]string{}}
	for class, words := range wordClasses {
		l.words[class] = set(words)
	}
	for _, line := range strings.Split(firstNames, "\n") {
		if sex, names, ok := strings.Cut(line, " "); ok && len(sex) == 1 && sex != "#" {
			for _, name := range strings.Fields(names) {
				l.first[name] = sex[0]
			}
		}
	}
	for _, w := range strings.Fields(maleWords) {
		l.gender[w] = "m"
	}
	for _, w := range strings.Fields(femaleWords) {
		l.gender[w] = "f"
	}
	return l
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

func (l *lexicon) is(word string, class wordClass) bool { return l.words[class][word] }

// sex gives the gender that a first name suggests, "" if it suggests none. It
// serves agreement only and is never part of a record.
func (l *lexicon) sex(name string) string {
	switch l.first[name] {
	case 'm':
		return "m"
	case 'f':
		return "f"
	}
	return ""
}
