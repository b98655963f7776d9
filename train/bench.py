"""Compare quoth's engine with ONNX Runtime: same networks, same pieces, one run.

Usage:
    python train/bench.py --cache DIR [--network e5] [--network minilm]
        [--texts FILE.jsonl] [--calibrate FILE.jsonl] [--rounds 5] [--kernel NAME] [--json FILE]

It fetches the two networks by name (see fetch.py), exports them, lets ONNX
Runtime quantise its own copy (dynamic quantisation), and runs both on

    8x128     8 sequences of 128 pieces
    4x256     4 sequences of 256 pieces
    packed    256 sentences as they are, [CLS] … [SEP] each

with one thread each, taking turns; the figure is the fastest round. ONNX
Runtime gets the sentences sorted by length in batches of 32 with padding;
only real pieces are counted. Then it checks the numbers: hidden states of
both, fp32 against fp32, and the cosine of int8 against fp32 for each piece.

The texts are the project's own examples unless --texts names a file of articles,
one JSON object with "text" a line. --calibrate names other texts, on which
the int8 files are calibrated; without it that is done on the examples. The result is
a table in Markdown. With --precision it compares int8 and fp32 on all the texts
instead: in windows of 128 and of 256 pieces and in single sentences.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

import export
import fetch
import simulate

ROOT = Path(__file__).resolve().parent.parent
PADDED_BATCH = 32


def examples(folder):
    """The project's examples as one file of articles."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "examples").glob("*.txt"))]
    for path in sorted((ROOT / "examples").glob("*.jsonl")):
        texts += simulate.read_texts(path)
    out = folder / "examples.jsonl"
    out.write_text("".join(json.dumps({"text": t}) + "\n" for t in texts), encoding="utf-8")
    return out


def make_cases(tokenizer, texts):
    """The three cases, as lists of lists of pieces. Texts repeat if they are short."""
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")

    def pieces(text):
        return tokenizer.encode(text, add_special_tokens=False).ids

    stream = [i for text in texts for i in pieces(text)]
    while len(stream) < 2048:
        stream += stream
    sentences = split(texts)
    while len(sentences) < 256:
        sentences += sentences

    def blocks(count, length):
        return windows(tokenizer, stream, length)[:count]

    return [
        {"name": "8x128", "sequences": blocks(8, 128)},
        {"name": "4x256", "sequences": blocks(4, 256)},
        {"name": "packed", "sequences": [[first, *pieces(s)[:254], last] for s in sentences[:256]]},
    ]


def split(texts):
    """Sentences, more or less."""
    return [s for text in texts for s in re.split(r"(?<=[.!?”\"])\s+", text) if s.strip()]


def windows(tokenizer, stream, length):
    """[CLS] … [SEP] around each stretch of a stream of pieces; length counts both."""
    inner = length - 2
    return [[tokenizer.token_to_id("[CLS]"), *stream[i:i + inner], tokenizer.token_to_id("[SEP]")]
            for i in range(0, len(stream) - inner + 1, inner)]


def precision(tokenizer, texts, int8, fp32, width):
    """A row of a table for each way to cut the texts: pieces, least and mean cosine, pieces below .98."""
    def pieces(text):
        return tokenizer.encode(text, add_special_tokens=False).ids

    stream = [i for text in texts for i in pieces(text)]
    ways = {f"windows of {n}": windows(tokenizer, stream, n) for n in (128, 256)}
    ways["sentences"] = [w for s in split(texts) for w in windows(tokenizer, pieces(s)[:254], len(pieces(s)[:254]) + 2)]
    for name, sequences in ways.items():
        case = {"name": name, "sequences": sequences}
        c = cosines(int8.hidden(case, width), fp32.hidden(case, width))
        yield f"| {name} | {len(c):,} | {c.min():.4f} | {c.mean():.4f} | {(c < 0.98).sum()} |"


def padded_batches(sequences):
    """Arrays for ONNX Runtime: sorted by length, padded to the longest of a batch."""
    order = sorted(range(len(sequences)), key=lambda i: -len(sequences[i]))
    batches = []
    for start in range(0, len(order), PADDED_BATCH):
        chosen = order[start:start + PADDED_BATCH]
        longest = max(len(sequences[i]) for i in chosen)
        ids = np.zeros((len(chosen), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, i in enumerate(chosen):
            ids[row, :len(sequences[i])] = sequences[i]
            mask[row, :len(sequences[i])] = 1
        batches.append((chosen, ids, mask))
    return batches


class Peer:
    """ONNX Runtime on one network."""

    def __init__(self, path, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.inputs = {i.name for i in self.session.get_inputs()}

    def run(self, ids, mask):
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        return self.session.run(None, {k: v for k, v in feeds.items() if k in self.inputs})[0]

    def seconds(self, batches):
        start = time.perf_counter()
        for _, ids, mask in batches:
            self.run(ids, mask)
        return time.perf_counter() - start

    def hidden(self, sequences):
        """The last hidden state of every piece, sequence after sequence."""
        states = [None] * len(sequences)
        for chosen, ids, mask in padded_batches(sequences):
            for row, i in enumerate(chosen):
                states[i] = (ids, mask, row)
        results = {}
        out = []
        for i, (ids, mask, row) in enumerate(states):
            key = id(ids)
            if key not in results:
                results[key] = self.run(ids, mask)
            out.append(results[key][row, :len(sequences[i])])
        return np.concatenate(out)


class Engine:
    """quoth's engine, a program of its own."""

    def __init__(self, program, model, kernel, workers=1):
        self.command = [program, "-model", str(model), *(["-kernel", kernel] if kernel else [])]
        self.workers = workers

    def seconds(self, case):
        lines = self._run(["-workers", str(self.workers), "-seconds", "0.5"], [case])
        return json.loads(lines)["seconds"]

    def hidden(self, case, width):
        raw = self._run(["-hidden"], [case])
        return np.frombuffer(raw, "<f4").reshape(-1, width)

    def describe(self, case):
        """A line of the program, and its peak of memory in MiB."""
        timed = subprocess.run(
            [sys.executable, "-c", PEAK, *self.command, "-seconds", "0"],
            input=json.dumps({"cases": [case]}).encode(), capture_output=True, check=True)
        return json.loads(timed.stdout.splitlines()[0]), int(timed.stderr.split()[-1]) / 1024

    def _run(self, more, cases):
        done = subprocess.run(self.command + more, input=json.dumps({"cases": cases}).encode(), capture_output=True)
        if done.returncode:
            sys.exit(done.stderr.decode())
        return done.stdout


# PEAK runs a command and writes the largest resident set of it, in KiB.
PEAK = "import resource,subprocess,sys; r=subprocess.run(sys.argv[1:]).returncode; " \
       "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); sys.exit(r)"


def cosines(a, b):
    return (a * b).sum(1) / (np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1))


def compare(name, paths, args, program):
    """Run everything for one network and give the rows of the table."""
    tokenizer = Tokenizer.from_file(str(paths.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = simulate.read_texts(args.texts)
    quantised = args.cache / f"{name}.dynamic.onnx"
    files = {w: args.cache / f"{name}.{w}.qnn" for w in ("fp32", "int8")}
    for weights, file in files.items():
        export.main(["--onnx", str(paths.onnx), "--tokenizer", str(paths.tokenizer), "--weights", weights,
                     "--name", name, "--calibrate", str(args.calibrate), "--out", str(file)])
    if args.precision:
        int8, fp32 = (Engine(program, files[w], args.kernel) for w in ("int8", "fp32"))
        width = simulate.Model.read(files["fp32"]).header["width"]
        print(f"### {name}\n\n| cut into | pieces | least cosine | mean | below .98 |\n|---|---:|---:|---:|---:|")
        print(*precision(tokenizer, texts, int8, fp32, width), sep="\n", end="\n\n", flush=True)
        return None
    cases = make_cases(tokenizer, texts)
    if not quantised.exists():
        quantize_dynamic(str(paths.onnx), str(quantised), weight_type=QuantType.QInt8)
    runners = {
        "quoth int8": Engine(program, files["int8"], args.kernel),
        "ONNX Runtime int8": Peer(quantised, 1),
        "quoth fp32": Engine(program, files["fp32"], args.kernel),
        "ONNX Runtime fp32": Peer(paths.onnx, 1),
        "quoth int8, 2 threads": Engine(program, files["int8"], args.kernel, 2),
        "ONNX Runtime int8, 2 threads": Peer(quantised, 2),
    }
    if (os.cpu_count() or 1) < 2:
        runners = {k: v for k, v in runners.items() if "threads" not in k}
    result = {"network": name, "speed": {}, "checks": {}}
    for case in cases:
        batches = padded_batches(case["sequences"])
        best = {}
        for _ in range(args.rounds):
            for label, runner in runners.items():
                took = runner.seconds(case) if isinstance(runner, Engine) else runner.seconds(batches)
                best[label] = min(took, best.get(label, took))
        count = sum(map(len, case["sequences"]))
        result["speed"][case["name"]] = {label: count / took for label, took in best.items()}
        result["checks"][case["name"]] = check(runners, case)
    line, peak = runners["quoth int8"].describe(cases[0])
    result.update(ready_ms=1000 * line["ready_seconds"], peak_mib=peak, kernel=line["kernel"],
                  file_mb=files["int8"].stat().st_size / 1e6)
    return result


def check(runners, case):
    """Differences of the hidden states."""
    sequences = case["sequences"]
    reference = runners["ONNX Runtime fp32"].hidden(sequences)
    width = reference.shape[1]
    fp32 = runners["quoth fp32"].hidden(case, width)
    ours = cosines(runners["quoth int8"].hidden(case, width), fp32)
    theirs = cosines(runners["ONNX Runtime int8"].hidden(sequences), reference)
    return {"largest": float(np.abs(fp32 - reference).max()),
            "cosine": float(ours.min()), "mean": float(ours.mean()),
            "peer_cosine": float(theirs.min()), "peer_mean": float(theirs.mean())}


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def table(result):
    """The result of a network in Markdown."""
    speed = result["speed"]
    names = list(speed)
    lines = [f"### {result['network']}, kernel {result['kernel']}", "",
             "| pieces/s | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    for label in speed[names[0]]:
        lines.append(f"| {label} | " + " | ".join(f"{speed[n][label]:,.0f}" for n in names) + " |")
    lines.append("| int8 against ONNX Runtime int8 | " + " | ".join(
        f"{speed[n]['quoth int8'] / speed[n]['ONNX Runtime int8']:.2f} ×" for n in names) + " |")
    if "quoth int8, 2 threads" in speed[names[0]]:
        lines.append("| two threads against one | " + " | ".join(
            f"{speed[n]['quoth int8, 2 threads'] / speed[n]['quoth int8']:.2f} ×" for n in names) + " |")
    lines += ["", "| hidden states | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    for key, label, form in (
            ("largest", "largest difference to ONNX Runtime, fp32", "{:.1e}"),
            ("cosine", "least cosine of a piece, int8 to fp32", "{:.4f}"), ("mean", "mean cosine", "{:.4f}"),
            ("peer_cosine", "the same for ONNX Runtime int8: least", "{:.4f}"), ("peer_mean", "mean", "{:.4f}")):
        lines.append(f"| {label} | " + " | ".join(form.format(result["checks"][n][key]) for n in names) + " |")
    lines += ["", f"Model file {result['file_mb']:.1f} MB, ready after {result['ready_ms']:.0f} ms, "
                  f"peak memory {result['peak_mib']:.0f} MiB."]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, required=True, help="folder for networks and model files")
    parser.add_argument("--network", action="append", choices=["e5", "minilm"])
    parser.add_argument("--texts", help="articles, JSON Lines with text; may be gzipped")
    parser.add_argument("--calibrate", help="the same, to calibrate on")
    parser.add_argument("--precision", action="store_true", help="compare int8 and fp32 on all texts")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--kernel", default="")
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    args = parser.parse_args()
    args.cache.mkdir(parents=True, exist_ok=True)
    args.texts = args.texts or examples(args.cache)
    args.calibrate = args.calibrate or examples(args.cache)
    program = str(args.cache / "bench")
    subprocess.run(["go", "build", "-o", program, "./internal/nn/bench"], cwd=ROOT, check=True)
    print(f"{processor()}, ONNX Runtime {onnxruntime.__version__}, "
          f"{subprocess.run(['go', 'version'], capture_output=True, text=True).stdout.strip()}\n")
    results = []
    for name in args.network or ["e5", "minilm"]:
        result = compare(name, fetch.network(name, args.cache), args, program)
        if result:
            results.append(result)
            print(table(result), "\n", flush=True)
    if args.json:
        args.json.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
