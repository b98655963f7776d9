// Command dump writes articles as the network reads them, for training: word
// pieces, their places in code points, and the extra inputs.
//
//	go run ./internal/encode/dump VOCABULARY < ARTICLES.jsonl > INPUTS.jsonl
//
// The vocabulary has one word piece a line. Articles are JSON Lines with id and
// text. Each line of the output is
//
//	{"id": …, "pieces": [id…], "spans": [start, end, …], "starts": [0|1…], "extras": [[…], …]}
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"quoth/internal/encode"
	"quoth/internal/nn/wordpiece"
	"quoth/internal/segment"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: dump VOCABULARY < ARTICLES.jsonl > INPUTS.jsonl")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "dump:", err)
		os.Exit(1)
	}
}

type article struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

type input struct {
	ID     string  `json:"id"`
	Pieces []int32 `json:"pieces"`
	Spans  []int   `json:"spans"`  // start and end of each piece in code points
	Starts []int   `json:"starts"` // 1 for the first piece of a word
	Extras [][]int `json:"extras"`
}

func run(vocabulary string, from io.Reader, to io.Writer) error {
	words, err := os.ReadFile(vocabulary)
	if err != nil {
		return fmt.Errorf("read vocabulary: %w", err)
	}
	splitter, err := wordpiece.NewWith(words, wordpiece.Options{SpecialsAsText: true})
	if err != nil {
		return fmt.Errorf("read vocabulary: %w", err)
	}
	in, out := json.NewDecoder(from), bufio.NewWriter(to)
	for enc := json.NewEncoder(out); ; {
		var a article
		if err := in.Decode(&a); err == io.EOF {
			return out.Flush()
		} else if err != nil {
			return fmt.Errorf("read articles: %w", err)
		}
		if err := enc.Encode(prepare(a, splitter)); err != nil {
			return fmt.Errorf("write inputs: %w", err)
		}
	}
}

func prepare(a article, splitter *wordpiece.Splitter) input {
	in := encode.Prepare(segment.Parse(a.Text), splitter)
	out := input{ID: a.ID, Extras: make([][]int, len(in.Extras))}
	at, points := 0, 0
	point := func(to int) int {
		points += utf8.RuneCountInString(a.Text[at:to])
		at = to
		return points
	}
	for i, p := range in.Pieces {
		out.Pieces = append(out.Pieces, p.ID)
		if int(p.Start) < at { // pieces of one word may share a letter
			at, points = 0, 0
		}
		out.Spans = append(out.Spans, point(int(p.Start)), point(int(p.End)))
		out.Starts = append(out.Starts, 0)
		if in.Starts[i] {
			out.Starts[i] = 1
		}
	}
	for e, values := range in.Extras {
		for _, v := range values {
			out.Extras[e] = append(out.Extras[e], int(v))
		}
	}
	return out
}
