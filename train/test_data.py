"""Tests of how annotated articles become labels and windows.

    python -m unittest discover train
"""

import gzip
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent))

import compare
import decode
import gold
import gum
import mix
import polnear
import prepare
import train
import windows

TEXT = "Ann Lee said that Bo thinks it holds."


def spans(*words):
    """Spans of words in TEXT, each looked for behind the one before it."""
    found, at = [], 0
    for w in words:
        at = TEXT.index(w, at)
        found.append([at, at + len(w)])
    return found


def document(text=TEXT, extras=3):
    """A document of words set apart by blanks; a word of more than six letters has two pieces."""
    pieces, places, starts, at = [], [], [], 0
    for w in text.replace(".", " .").split():
        at = text.index(w, at)
        cut = 6 if len(w) > 6 else len(w)
        for a, b in ((0, cut), (cut, len(w))):
            if a < b:
                pieces.append(len(pieces) + 1000)
                places.append([at + a, at + b])
                starts.append(a == 0)
        at += len(w)
    return gold.Document("x", np.array(pieces), np.array(places), np.array(starts),
                         np.zeros((len(pieces), extras), np.uint8))


OUTER = {"source": spans("Ann Lee"), "cue": spans("said"), "content": spans("that Bo thinks it holds")}
INNER = {"source": spans("Bo"), "cue": spans("thinks"), "content": spans("it holds")}


def labels(doc, head):
    return "".join("BIO"[x] if x != gold.IGNORE else "-" for x in doc.labels[head])


class Annotation(unittest.TestCase):
    def test_depths(self):
        self.assertEqual(gold.depths([OUTER, INNER]), [0, 1])
        self.assertEqual(gold.depths([INNER, dict(INNER)]), [0, 0])

    def test_labels(self):
        doc = document()
        gold.annotate(doc, {"attributions": [INNER, OUTER]}, nested=True)
        self.assertEqual(labels(doc, "source"), "BIOOOOOOO")
        self.assertEqual(labels(doc, "cue"), "OOBOOOOOO")
        self.assertEqual(labels(doc, "content"), "OOOBIIIIO")
        self.assertEqual(labels(doc, "inner-source"), "OOOOBOOOO")
        self.assertEqual(labels(doc, "inner-content"), "OOOOOOBIO")

    def test_nested_are_unknown(self):
        doc = document()
        gold.annotate(doc, {"attributions": [INNER, OUTER]}, nested=False)
        self.assertEqual(labels(doc, "inner-cue"), "-" * 9)
        self.assertEqual(doc.content.to, [2])

    def test_links(self):
        doc = document()
        gold.annotate(doc, {"attributions": [INNER, OUTER]}, nested=True)
        self.assertEqual(list(zip(doc.content.first, doc.content.last, doc.content.to)), [(3, 7, 2), (6, 7, 5)])
        self.assertEqual(list(zip(doc.cue.first, doc.cue.to)), [(2, 0), (5, 4)])

    def test_depth_of_three(self):
        inmost = {"source": spans("it"), "cue": spans("holds"), "content": []}
        self.assertEqual(gold.depths([inmost, OUTER, INNER]), [2, 0, 1])

    def test_content_in_pieces_shares_its_cue(self):
        doc = document()
        gold.annotate(doc, {"attributions": [OUTER | {"content": spans("that Bo", "it holds")}]}, nested=True)
        self.assertEqual(labels(doc, "content"), "OOOBIOBIO")
        self.assertEqual(doc.content.to, [2, 2])

    def test_no_cue(self):
        doc = document()
        gold.annotate(doc, {"attributions": [OUTER | {"cue": [], "source": []}]}, nested=True)
        self.assertEqual(doc.content.to, [gold.NOTHING])

    def test_words_of_several_pieces(self):
        doc = document("Ann explained everything.")
        self.assertEqual(doc.starts.tolist(), [True, True, False, True, False, True])
        gold.annotate(doc, {"attributions": [{"source": [[0, 3]], "cue": [[4, 13]], "content": [[14, 24]]}]}, True)
        self.assertEqual(labels(doc, "cue"), "OB-O-O")
        self.assertEqual(doc.cue.first, [1])

    def test_names(self):
        doc = document()
        gold.add_names(doc, {"begin": [0, 4, 18], "end": [3, 7, 20], "ner": ["PERSON", "PERSON", "O"]})
        self.assertEqual(doc.labels["name"].tolist(), [0, 1] + [8] * 7)


class Windows(unittest.TestCase):
    def test_starts_cover(self):
        for n in (0, 1, windows.ROOM, windows.ROOM + 1, 1000):
            for stride in (128, 192, windows.ROOM):
                starts = windows.starts(n, stride)
                covered = set()
                for s in starts:
                    covered |= set(range(s, min(n, s + windows.ROOM)))
                self.assertEqual(covered, set(range(n)))
                self.assertEqual(starts[-1], max(0, n - windows.ROOM))

    def test_batch(self):
        doc = document(" ".join(["word"] * 300))
        gold.annotate(doc, {"attributions": []}, True)
        gold.add_names(doc, None)
        doc.content.add((10, 12), 8)
        doc.content.add((10, 12), 290)   # its cue stands in no common window
        doc.content.add((280, 282), gold.NOTHING)
        b = windows.batch(windows.cut([doc], 192), gold.HEADS)
        self.assertEqual(tuple(b.pieces.shape), (2, 256))
        self.assertEqual(b.pieces[0, 0], windows.CLS)
        self.assertEqual(b.pieces[0, 11], 1010)
        self.assertEqual(b.links["content"].tolist(), [[0, 11, 13, 9], [1, 235, 237, windows.NOWHERE]])


    def test_content_cut_by_the_end_of_a_window(self):
        doc = document(" ".join(["word"] * 300))
        gold.annotate(doc, {"attributions": []}, True)
        gold.add_names(doc, None)
        doc.content.add((250, 260), 249)  # the first window ends before 254
        b = windows.batch(windows.cut([doc], 192), gold.HEADS)
        self.assertEqual(b.links["content"].tolist(), [[0, 251, 254, 250], [1, 205, 215, 204]])


class Decoding(unittest.TestCase):
    def test_no_inside_without_begin(self):
        scores = np.array([[-9, -9, 0], [-1, 3, 0], [-9, 3, 0]], np.float32)
        self.assertEqual(decode.best_path(scores).tolist(), [gold.O, gold.B, gold.I])

    def test_runs(self):
        self.assertEqual(decode.runs([gold.B, gold.I, gold.B, gold.O]), {(0, 1), (2, 2)})


CONLLU = """# newdoc id = GUM_test
# meta::title = A test
# newpar
# text = Ada Quill’s boat sank.
1\tAda\t_\tPROPN\tNNP\t_\t2\tx\t_\tDiscourse=organization-heading:1->3:1:_|Entity=(1-object-new(2-person-new
2-3\tQuill’s\t_\t_\t_\t_\t_\t_\t_\t_
2\tQuill\t_\tPROPN\tNNP\t_\t4\tx\t_\t_
3\t’s\t_\tPART\tPOS\t_\t2\tx\t_\tEntity=2)
4\tboat\t_\tNOUN\tNN\t_\t5\tx\t_\tEntity=1)
5\tsank\t_\tVERB\tVBD\t_\t0\tx\t_\tSpaceAfter=No
6\t.\t_\tPUNCT\t.\t_\t5\tx\t_\t_
# newpar
# text = She said it leaked.
1\tShe\t_\tPRON\tPRP\t_\t2\tx\t_\tDiscourse=attribution-positive:2->3:0:sem-atsrc-7-_+lex-indwd-8-_|Entity=(2-person-giv)
2\tsaid\t_\tVERB\tVBD\t_\t0\tx\t_\t_
3\tit\t_\tPRON\tPRP\t_\t4\tx\t_\tDiscourse=ROOT:3:0
4\tleaked\t_\tVERB\tVBD\t_\t2\tx\t_\tSpaceAfter=No
5\t.\t_\tPUNCT\t.\t_\t2\tx\t_\t_
"""


class Plan(unittest.TestCase):
    def windows(self, labelled, n):
        doc = document()
        if labelled:
            gold.annotate(doc, {"attributions": []}, True)
        return [windows.Window(doc, i) for i in range(n)]

    def test_plan(self):
        sets = {"world": self.windows(True, 64), "polnear": self.windows(True, 160), "news": self.windows(False, 96)}
        stages = (train.Stage(2, 1.0, 0.5, 0.5), train.Stage(1, 0.5, 0.0))
        batches = train.plan(sets, stages, seed=1)
        self.assertEqual([len(b) for b in batches], [16] * 26)
        for b in batches:
            self.assertEqual(len({bool(w.doc.labels) for w in b}), 1, "labelled and unlabelled in one batch")
        news = [w.start for b in batches for w in b if not w.doc.labels]
        self.assertEqual(sorted(news), list(range(96)), "all news comes once before any comes again")
        self.assertEqual(batches, train.plan(sets, stages, seed=1))

    def test_mean(self):
        states = [{"w": torch.tensor([4.0])}, {"w": torch.tensor([0.0])}]
        self.assertEqual(mix.mean(states, [3, 1])["w"].item(), 3)


class Releases(unittest.TestCase):
    def test_gum(self):
        r = gum.Reader().read(CONLLU.splitlines())
        self.assertEqual(r.text, "Ada Quill’s boat sank.\nShe said it leaked.")
        words = lambda spans: [r.text[s:e] for s, e in spans]
        self.assertEqual(words(m["span"] for m in r.mentions), ["Ada Quill’s boat", "Ada Quill’s", "She"])
        a, = r.attributions()
        self.assertEqual([words(a[k]) for k in ("source", "cue", "content")], [["She"], ["said"], ["it leaked."]])

    def test_gum_leaves_out_signals_of_other_edges(self):
        more = CONLLU.replace("lex-indwd-8-_|", "lex-indwd-8-_;causal-result:2->1:0:0:sem-atsrc-2-gold+lex-indwd-10-gold|")
        self.assertNotEqual(more, CONLLU)
        r = gum.Reader().read(more.splitlines())
        a, = r.attributions()
        self.assertEqual([[r.text[s:e] for s, e in a[k]] for k in ("source", "cue")], [["She"], ["said"]])

    def test_gum_document(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "dep").mkdir()
            for genre in ("news", "vlog"):  # LICENSE.txt does not name vlogs
                text = CONLLU.replace("# newpar", f"# meta::genre = {genre}\n# newpar", 1)
                (Path(folder) / "dep" / f"GUM_{genre}.conllu").write_text(text, encoding="utf-8")
            news, vlog = (gum.convert(Path(folder), "GUM_" + g) for g in ("news", "vlog"))
        self.assertEqual((news["license"], vlog["license"]), ("CC-BY-2.5", ""))
        self.assertEqual(news["tokens"]["rows"][2], [9, 11, "PART", "POS", "_", 2, "x"])

    def test_names_without_their_files_are_left_out(self):
        xml = ("<root><document><sentences><sentence><tokens><token><CharacterOffsetBegin>0</CharacterOffsetBegin>"
               "<CharacterOffsetEnd>3</CharacterOffsetEnd><NER>PERSON</NER></token></tokens></sentence></sentences>"
               "</document></root>")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "data" / "dev" / "corenlp"
            path.mkdir(parents=True)
            (path / "ours_1.txt.xml").write_text(xml, encoding="utf-8")
            self.assertEqual(list(polnear.names(Path(folder), "dev")),
                             [{"id": "polnear/ours_1", "split": "dev", "begin": [0], "end": [3], "ner": ["PERSON"]}])

    def test_polnear(self):
        text = "Ada said it sank, and burned."
        found, flags = polnear.standoff([
            "T1\tSource 0 3\tAda\n", "T2\tCue 4 8\tsaid\n", "T3\tContent 9 16;22 28\tit sank\n",
            "The second line of a text that a line end cuts\n", "T4\tAttribution 4 8\tsaid\n",
            "T5\tContent 16 17\t,\n", "T6\tDiscuss 0 3\tAda\n",
            "E1\tAttribution:T4 Content:T3 Content2:T5 Cue:T2 Source:T1\n"], text)
        self.assertEqual(flags, [{"type": "discuss", "spans": [[0, 3]]}])
        self.assertEqual(found, [{"id": "E1", "source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 17], [22, 28]],
                                  "type": "Attribution"}])

    def test_copy(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            content = b'{"id":"x","text":"\xe2\x80\x9c"}\n'
            (folder / "plain.jsonl").write_bytes(content)
            with gzip.open(folder / "packed.jsonl.gz", "wb") as out:
                out.write(content)
            for name in ("plain", "packed"):
                prepare.copy(folder, name, folder / "out")
                self.assertEqual((folder / "out").read_bytes(), content)
            prepare.copy(folder, "plain", folder / "plain.jsonl")  # onto itself
            self.assertEqual((folder / "plain.jsonl").read_bytes(), content)

    def test_choose(self):
        articles = [{"id": str(i), "outlet": "ab"[i > 2], "text": ""} for i in range(9)]
        chosen = prepare.choose(articles, 2)
        self.assertEqual(len(chosen), 4)
        self.assertEqual(sorted(c["id"] < "3" for c in chosen), [False, False, True, True])


class Compare(unittest.TestCase):
    REFERENCE = {"id": "x", "text": TEXT, "title": "A", "attributions": [OUTER, INNER]}

    def differences(self, converted):
        same, differ, _, missing = compare.compare({"x": converted} if converted else {}, [self.REFERENCE])
        return {k for k in differ if k in compare.MUST} | ({"missing"} if missing else set())

    def test_same(self):
        self.assertEqual(self.differences(self.REFERENCE | {"title": "B"}), set())

    def test_differs(self):
        moved = OUTER | {"cue": spans("that")}
        without = {k: v for k, v in INNER.items() if k != "source"}
        for converted, found in (
                (None, {"missing"}),
                ({"id": "x", "text": TEXT}, {"attributions"}),
                (self.REFERENCE | {"text": TEXT + " "}, {"text"}),
                (self.REFERENCE | {"attributions": []}, {"attributions (number)"}),
                (self.REFERENCE | {"attributions": [OUTER]}, {"attributions (number)"}),
                (self.REFERENCE | {"attributions": [moved, INNER]}, {"attributions.cue"}),
                (self.REFERENCE | {"attributions": [OUTER, without]}, {"attributions.source"})):
            self.assertEqual(self.differences(converted), found)


if __name__ == "__main__":
    unittest.main()
