"""Compares internal/nn/wordpiece with the library Hugging Face `tokenizers`.

Needs `pip install tokenizers` (made with 0.23.3) and Go on the PATH. Run it in
the root of the repository.

    python train/pieces.py compare --tokenizer tokenizer.json FILE...
        splits the "text" of every line of the files (.jsonl or .jsonl.gz) both
        ways; tokenizer.json is the one of any uncased BERT model
    python train/pieces.py hostile --tokenizer tokenizer.json
        the same for made-up texts: accents, CJK, emoji, control characters,
        long words, special tokens, random mixes (--seed, --count)
    python train/pieces.py every
        the same for every code point alone, between letters and before a mark,
        and for every pair of combining marks, with vocabularies that hold every
        letter, so that no difference hides behind [UNK]
    python train/pieces.py table
        asks the library what it makes of every code point, writes fold.txt
    python train/pieces.py golden
        splits the texts of HANDMADE with WORDS and the letters of HANDMADE but
        for UNKNOWN, writes testdata/vocabulary.txt and testdata/golden.jsonl

The first three print "N texts, M pieces, 0 differences", or the first
differences, and exit with 1 if there is one. The reference is
`Tokenizer.encode(text, add_special_tokens=False)` without truncation and
padding. Offsets are compared in bytes; those of the library count code points
and are converted here.
"""

import argparse
import gzip
import hashlib
import itertools
import json
import random
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import tokenizers
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

ROOM = Path("internal/nn/wordpiece")
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
HANGUL = range(0xAC00, 0xD7A4)

# Texts for the golden file, each with a reason. Written for this project.
HANDMADE = [
    "",
    " ",
    "The mayor said the bridge was unsafe.",
    "THE MAYOR SAID: “The Bridge Was Unsafe!”",
    "said,unsafe;  said\t\tunsafe\r\nsaid",
    "unsaid unsafest saidunsafe bridges",
    # Accents: composed, decomposed, in the middle, at the end, alone, at the start.
    "café cafe\u0301 cafe\u0301s c\u0301afe \u0301 \u0301cafe",
    "Ångström É\u0301\u0302é ỗ o\u0302\u0303 İstanbul ISTANBUL ıstanbul",
    "ΟΔΟΣ ὀδός ΣΑΣ σας ᾳ ᾼ ΐ",
    "straße STRASSE ẞ ﬁsh Ǆ ǅ ǆ",
    # Characters that split or vanish.
    "the\u200bmayor the\u00admayor the\u00a0mayor the\u2028mayor the\u2060mayor the\ufeffmayor",
    "the\x00mayor the\x01mayor the\x7fmayor the\x85mayor the\x0bmayor the\x0cmayor the\ufffdmayor",
    "\x00\x01 \x00said\x00 \u200d",
    "\u200bsaid\u200b \u200e said",
    "the\ue000mayor the\U000f0000mayor the\U0010fffdmayor the\u0378mayor",
    "1\u2003000\u20090 2\u3000said 3\u1680said 4\u180esaid 5\u202fsaid 6\u205fsaid",
    # Punctuation: ASCII symbols split; other symbols do not.
    "a$b a+b a<b a=b a>b a^b a`b a|b a~b",
    "a€b a±b a×b a÷b a©b a°b a≠b a≮b a≤b",
    "a–b a—b a…b a‘b’ «a» ¿a? ¡a! a·b a·b a;b a;b a‐b a‧b",
    "a\u2e52b a\u2e5db a\U00010f86b a\u1b7db",
    "don't can’t U.S. e-mail 3.5% $1,000 @name #said said/unsaid (said) [said]",
    # Special tokens stand only as they are written.
    "[CLS] the mayor [SEP] said [MASK] [PAD] [UNK]",
    "[cls] [Sep] [MASK [[SEP]] MASK] [ SEP ] said[SEP]said[SEP][SEP]",
    "[SEP]\u0301said \u0301[SEP] [SE\u200bP] [SEP\u0301]",
    "##said # #ed ##ed said ##ed",
    # CJK, kana, Hangul.
    "東京 said 東京の市長 市長said市長 豈\u0301市 﨑 𠀀𪜀𫝀𫠠𬺰",
    "カタカナ がぎ か\u3099 ｶﾞ ー ㍻ 〆 、。「」",
    "한국 시장 \u1112\u1161\u11ab 각 값 가가",
    # Emoji: alone, joined, with colour and variation.
    "😀 👩\u200d👩\u200d👧 👍🏽 ❤\ufe0f 🇳🇿 said😀said 1\ufe0f\u20e3",
    # Right to left, Indic vowels in parts, Thai.
    "قال رئيس قَالَ أإآ שָׁלוֹם שָ",
    "कि की हिन्दी ক\u09cb ক\u09cc ಕ\u0ccb ೋ ೀ கொ ශ්\u200dරී ංො",
    "ผู้ว่า กล่าว ກ່າວ",
    # Marks that the library keeps, moved past marks that it drops.
    "a\u302eb a\u0301\u302eb a\u302e\u0301b a\u0301\u302e\u0316b \u0301\u302e",
    "a\u0301\u0301\u302f\u0316\u302e\u0334b a\u0301\u200b\u302eb a\u0316\u200b\u302eb a\u0301\u034f\u302eb",
    "\U0001d15f \U0001d15f\u0301\U0001d16d\u0334\U0001d165 \U0001d1bb\U0001d16e \U0001d15e\u0334\u302e",
    "a\u0344\u302e\u0f73\u302e\u1dfb\u0316b \u08d4\u0316\u1dfb",
    "=\u0338\u302e ≠\u302e \u302e= 市\u302e\u0316市 [SEP]\u302e",
    # New letters, without a small form in older tables.
    "Ა ა Ჿ Ɤ \ua7cb \U00010d50 \U00016ea0 \u1c89 \u1c8a ꭰ Ꭰ \u2c2f",
    # Words of 99, 100 and 101 letters.
    "a" * 99 + " said",
    "a" * 100 + " said",
    "a" * 101 + " said",
    "a" * 99 + "é" + " " + "é" * 100 + " " + "e\u0301" * 100 + " " + "é" * 101,
    "a" * 100 + "\u0301\x00 " + "a" * 100 + "b.",
    "a" * 99 + "각" + " " + "a" * 97 + "각 said",
    "a" * 50 + "\x00" * 80 + "a" * 50 + " said",
    # No piece for a part of the word.
    "saidж жsaid ж said.ж.said saж ☃ said☃ é\u0301ж\u0301 x [x] Ж\u302e",
]

# The pieces of the golden file that are no letters, and letters that it lacks.
WORDS = "the mayor said bridge un ##un safe ##safe ##st ##said ##ed unsafe cafe ##fe ##ᅡᆨ [MASK".split()
UNKNOWN = "жx☃"

# What the random mixes are made of.
SCRAPS = (
    list("abcdezABCZé0 9.,-$[]#'“”…— \t\n")
    + ["said", "The", "unsafe", "president", "running", "[SEP]", "[MASK]", "[CLS", "##", "x" * 60, "é" * 45]
    + ["\x00", "\x01", "\x0b", "\x0c", "\x7f", "\x85", "\xa0", "\xad", "\u200b", "\u200d", "\u2028", "\ufeff", "\ufffd"]
    + ["\u0300", "\u0301", "\u0316", "\u0327", "\u0334", "\u0338", "\u0344", "\u0345", "\u034f", "\u0f73", "\u20e3"]
    + ["\u302e", "\u302f", "\u08d4", "\u08e0", "\u1dfb", "\u1b44", "\ua953", "\U0001d165", "\U0001d16d", "\U0001e001"]
    + ["\U0001d15e", "\U0001d15f", "\U0001d1bb", "\u0ccb", "\u0dda", "\u09cb", "\U0001e944", "\u3099", "\u05b0"]
    + ["é", "Ö", "İ", "ı", "ẞ", "Σ", "ς", "ΐ", "≠", "≮", ";", "Å", "ﬁ", "Ǆ", "Ჿ", "ж", "Ж", "ё"]
    + ["東", "京", "豈", "﨑", "𠀀", "か", "が", "한", "각", "\u1112", "\u1161", "\u11ab", "😀", "👩\u200d👧", "👍🏽", "❤\ufe0f", "🇳🇿"]
    + ["\u2003", "\u3000", "\u180e", "\ue000", "\U000f0000", "\u0378", "\u2e5d", "€", "©", "°", "·", "。", "「"]
)


def reference(vocabulary):
    """The library's plain uncased BERT splitter over a list of pieces."""
    model = models.WordPiece(
        {piece: i for i, piece in enumerate(vocabulary)}, unk_token="[UNK]", max_input_chars_per_word=100
    )
    made = Tokenizer(model)
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.add_special_tokens([s for s in SPECIALS if s in set(vocabulary)])
    return made


def load(path):
    """A tokenizer.json as (tokenizer, pieces in order of id), nothing cut or padded."""
    loaded = Tokenizer.from_file(str(path))
    loaded.no_truncation()
    loaded.no_padding()
    pieces = loaded.get_vocab()
    return loaded, sorted(pieces, key=pieces.get)


def in_bytes(text, encoding):
    """The pieces of an encoding as [id, start, end] with offsets in UTF-8 bytes."""
    triples = zip(encoding.ids, encoding.offsets)
    if text.isascii():
        return [[i, start, end] for i, (start, end) in triples]
    at = [0, *itertools.accumulate(len(c.encode()) for c in text)]
    return [[i, at[start], at[end]] for i, (start, end) in triples]


class Comparison:
    """Splits texts with the library and with the Go package, counts differences."""

    def __init__(self, folder, shown=5):
        self.folder, self.shown = Path(folder), shown
        self.texts = self.pieces = self.differences = 0
        self.binary = self.folder / "compare"
        subprocess.run(["go", "build", "-o", self.binary, f"./{ROOM}/compare"], check=True)

    def add(self, library, vocabulary, texts, batch=5000):
        """Compares the texts, split with the vocabulary."""
        file = self.folder / "vocabulary.txt"
        file.write_text("".join(piece + "\n" for piece in vocabulary), encoding="utf-8", newline="")
        texts = iter(texts)
        while some := list(itertools.islice(texts, batch)):
            lines = self.split(file, some)
            for text, line in zip(some, lines, strict=True):
                self.check(text, in_bytes(text, library.encode(text, add_special_tokens=False)), json.loads(line))

    def split(self, vocabulary, texts):
        """The lines that the Go package answers for the texts."""
        asked = "".join(json.dumps({"text": text}) + "\n" for text in texts)
        answer = subprocess.run([self.binary, vocabulary], input=asked.encode(), stdout=subprocess.PIPE, check=True)
        return answer.stdout.decode().splitlines()

    def check(self, text, want, got):
        """Counts one text, and prints it if it is among the first that differ."""
        self.texts += 1
        self.pieces += len(want)
        if want == got:
            return
        self.differences += 1
        if self.differences <= self.shown:
            k = next((k for k, (a, b) in enumerate(zip(want, got)) if a != b), min(len(want), len(got)))
            print(f"text {text[:80]!a} piece {k}: library {want[k:k + 3]}, Go {got[k:k + 3]}")

    def report(self, name):
        """Prints the counts so far, returns the exit code."""
        print(f"{name}: {self.texts} texts, {self.pieces} pieces, {self.differences} differences", flush=True)
        return int(self.differences > 0)


def articles(path):
    """The texts of a .jsonl or .jsonl.gz file."""
    opened = gzip.open if str(path).endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def every_letter(texts, without=""):
    """A vocabulary of every letter that the texts fold to, as a first and as a later piece."""
    fold = normalizers.BertNormalizer()
    letters = sorted(set().union(*(fold.normalize_str(text) for text in texts)) - {" ", *without})
    return SPECIALS + letters + ["##" + letter for letter in letters]


def hostile_texts(seed, count):
    """Long and random texts, always the same for the same seed."""
    rng = random.Random(seed)
    yield from HANDMADE
    for unit in ["a", "é", "e\u0301", "\u0301", "\u302e", "\u0301\u302e", "東", "😀", "\x00", "\u200d", ".", "[SEP]", "##", "각", "[", "un", "\U0001d15f"]:
        yield unit * 100_000
        yield "a" + unit * 1000 + "b"
    for size in range(90, 111):
        yield f"{'a' * size} {'é' * size}. {'x' * (size - 1)}\u0301y"
    for _ in range(count):
        yield "".join(rng.choices(SCRAPS, k=rng.randint(1, 40)))
    for _ in range(count):
        yield "".join(chr(rng.choice(CODE_POINTS)) for _ in range(rng.randint(1, 20)))


def every_texts(block):
    """Each code point of the block alone, between letters, before and after marks."""
    for c in block:
        yield chr(c)
        yield f"a{chr(c)}b"
        yield f"\u0334{chr(c)}\u0316\u302e\u0301b"


def mark_pairs(marks):
    """A text for each mark: the mark before each other mark, after a letter and alone."""
    for first in marks:
        yield " ".join(f"a{first}{second}b {first}{second}" for second in marks)


def compare_files(args):
    """Splits the articles of files both ways; one line of output a file."""
    library, vocabulary = load(args.tokenizer)
    code = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in args.files:
            comparison = Comparison(folder)
            comparison.add(library, vocabulary, articles(path))
            code |= comparison.report(path)
    return code


def compare_hostile(args):
    """Splits made-up texts both ways, with the given vocabulary and with one of every letter."""
    with tempfile.TemporaryDirectory() as folder:
        comparison = Comparison(folder)
        comparison.add(*load(args.tokenizer), hostile_texts(args.seed, args.count))
        letters = every_letter(hostile_texts(args.seed, args.count))
        comparison.add(reference(letters), letters, hostile_texts(args.seed, args.count))
        return comparison.report(f"hostile, seed {args.seed}")


def compare_every(args):
    """Splits every code point and every pair of marks both ways."""
    marks = [chr(c) for c, combining in classes().items() if combining]
    with tempfile.TemporaryDirectory() as folder:
        comparison = Comparison(folder)
        for first in range(0, len(CODE_POINTS), 1 << 15):
            block = CODE_POINTS[first : first + (1 << 15)]
            letters = every_letter(every_texts(block))
            comparison.add(reference(letters), letters, every_texts(block), batch=100_000)
        letters = every_letter(mark_pairs(marks))
        comparison.add(reference(letters), letters, mark_pairs(marks), batch=100)
        return comparison.report("every code point")


def classes():
    """The canonical combining class of every code point, as the library's NFD has it.

    The library does not tell the class; but it swaps a mark with its left
    neighbour if the neighbour's class is higher. So each code point is tried
    beside one mark of each class; U+0334 is one of the lowest, class 1.
    """
    order = normalizers.NFD().normalize_str
    probes = {}
    for c in CODE_POINTS:
        known = c == 0x334 or order(chr(c) + "\u0334") == "\u0334" + chr(c)
        if known and unicodedata.decomposition(chr(c)) == "":
            probes.setdefault(unicodedata.combining(chr(c)), chr(c))
    found = {}
    for c in CODE_POINTS:
        first = order(chr(c))[0]
        above = {k for k, p in probes.items() if p != first and order(p + first) == first + p}
        if not above and order(first + probes[1]) == first + probes[1]:
            found[c] = 0
            continue
        below = {k for k, p in probes.items() if p != first and order(first + p) == p + first}
        (found[c],) = set(probes) - above - below
    return found


def outcome(c):
    """What the library makes of code point c: its kind and the letters it becomes."""
    folded = normalizers.BertNormalizer().normalize_str(chr(c))
    if folded == " ":
        return "space", ""
    if folded == "":
        cleaned = normalizers.BertNormalizer(handle_chinese_chars=False, strip_accents=False, lowercase=False)
        return ("clean" if cleaned.normalize_str(chr(c)) == "" else "mark"), ""
    words = [word for word, _ in pre_tokenizers.BertPreTokenizer().pre_tokenize_str(f"a{folded}b")]
    if len(words) == 1:
        return "letter", folded
    if words != ["a", folded.strip(), "b"] or len(folded.strip()) != 1:
        raise ValueError(f"code point {c:04X} becomes {folded!r}, which the table has no form for")
    return "alone", folded.strip()


def runs(points):
    """Sorted code points as "first-last" ranges."""
    for _, group in itertools.groupby(enumerate(points), key=lambda pair: pair[1] - pair[0]):
        members = [c for _, c in group]
        yield f"{members[0]:04X}" + (f"-{members[-1]:04X}" if len(members) > 1 else "")


def fold_entries(folds):
    """The mapping of code points to letters in the short forms that fold.txt explains."""

    def longest(i, follows):
        j = i
        while j + 1 < len(folds) and follows(folds[j], folds[j + 1]):
            j += 1
        return j

    def shifted(a, b):
        return b[0] == a[0] + 1 and len(a[1]) == len(b[1]) == 1 and ord(b[1]) == ord(a[1]) + 1

    i = 0
    while i < len(folds):
        c, letters = folds[i]
        target = "+".join(f"{ord(letter):04X}" for letter in letters)
        same = longest(i, lambda a, b: b[0] == a[0] + 1 and a[1] == b[1])
        shift = longest(i, shifted)
        pairs = longest(i, lambda a, b: b[0] == a[0] + 2 and a[1] == chr(a[0] + 1) and b[1] == chr(b[0] + 1))
        last = max(same, shift, pairs)
        span = f"{c:04X}-{folds[last][0]:04X}"
        if last == i:
            yield f"{c:04X}={target}"
        elif last == same:
            yield f"{span}={target}"
        else:
            yield f"{span}>{target}" if last == shift else f"{c:04X}~{folds[last][0]:04X}"
        i = last + 1


def section(name, entries):
    """One section of fold.txt, its entries wrapped at about 100 columns."""
    lines, line = [f"[{name}]"], ""
    for entry in entries:
        if len(line) + len(entry) > 99:
            lines.append(line)
            line = ""
        line += (" " if line else "") + entry
    return "\n".join([*lines, line]) + "\n"


def write_table(args):
    """Writes fold.txt; fails on what its form cannot say."""
    kinds = {c: outcome(c) for c in CODE_POINTS}
    combining = classes()
    if wrong := [c for c, k in combining.items() if k and kinds[c][0] not in ("mark", "letter")]:
        raise ValueError(f"combining code points that are no marks: {wrong}")
    if wrong := [c for c in CODE_POINTS if len(kinds[c][1]) == 1 and combining[ord(kinds[c][1])] != combining[c]]:
        raise ValueError(f"code points that become a mark of another class: {wrong}")
    if any(kinds[c][1] != unicodedata.normalize("NFD", chr(c)) for c in HANGUL):
        raise ValueError("Hangul syllables that are not made of jamo")
    folds = [(c, letters) for c, (_, letters) in kinds.items() if letters not in ("", chr(c)) and c not in HANGUL]
    head = f"""\
# What BERT's uncased normalisation makes of every code point. Derived data, made by
#     python train/pieces.py table
# which asks tokenizers {tokenizers.__version__} (Hugging Face) about each one. The library mixes several
# versions of Unicode, so no single version gives the same. Numbers are hexadecimal,
# classes decimal. A code point that stands nowhere is a letter and stays as it is.
#   clean   dropped at the very start, as if not in the text
#   space   ends a word
#   mark    dropped after marks have been put in canonical order
#   alone   a word of its own: punctuation and Chinese characters
#   class   A-B:K  canonical combining class, also of marks that are not dropped
#   fold    A=C becomes C; A=C+D becomes both; A-B=C all of them become C;
#           A-B>C become C, C+1, …; A~B each second one from A to B becomes its successor
# Hangul syllables become their jamo by arithmetic and are left out.
"""
    body = [section(k, runs([c for c in CODE_POINTS if kinds[c][0] == k])) for k in ("clean", "space", "mark", "alone")]
    by_class = sorted({k for k in combining.values() if k})
    body.append(section("class", (f"{run}:{k}" for k in by_class for run in runs([c for c in combining if combining[c] == k]))))
    body.append(section("fold", fold_entries(folds)))
    (ROOM / "fold.txt").write_text(head + "".join(body), encoding="utf-8")
    return 0


def every_digest():
    """A SHA-256 over what every code point becomes, and its class; golden_test.go has the form."""
    digest, combining = hashlib.sha256(), classes()
    for c in CODE_POINTS:
        kind, letters = outcome(c)
        digest.update(f"{c:04X} {kind} {letters} {combining[c]}\n".encode())
    return digest.hexdigest()


def write_golden(args):
    """Writes the vocabulary and the answers of the golden file."""
    vocabulary = every_letter(HANDMADE, without=UNKNOWN) + WORDS
    library = reference(vocabulary)
    head = {
        "made": "python train/pieces.py golden",
        "tokenizers": tokenizers.__version__,
        "form": "text, then piece, start, end in bytes",
        "every": every_digest(),
    }
    lines = [json.dumps(head)]
    for text in HANDMADE:
        pieces = in_bytes(text, library.encode(text, add_special_tokens=False))
        lines.append(json.dumps({"text": text, "pieces": [[vocabulary[i], start, end] for i, start, end in pieces]}))
    (ROOM / "testdata/vocabulary.txt").write_text("".join(piece + "\n" for piece in vocabulary), encoding="utf-8")
    (ROOM / "testdata/golden.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def main():
    """Reads the command line and runs the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    compare = commands.add_parser("compare", help="articles of files")
    compare.add_argument("files", nargs="+", metavar="FILE")
    compare.set_defaults(run=compare_files)
    hostile = commands.add_parser("hostile", help="made-up texts")
    hostile.add_argument("--seed", type=int, default=1)
    hostile.add_argument("--count", type=int, default=20_000, help="random texts of each of two sorts")
    hostile.set_defaults(run=compare_hostile)
    for command in (compare, hostile):
        command.add_argument("--tokenizer", required=True, metavar="FILE", help="tokenizer.json of an uncased BERT model")
    for name, run in (("every", compare_every), ("table", write_table), ("golden", write_golden)):
        commands.add_parser(name).set_defaults(run=run)
    args = parser.parse_args()
    return args.run(args)


if __name__ == "__main__":
    sys.exit(main())
