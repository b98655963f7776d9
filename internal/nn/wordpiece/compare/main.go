// Command compare is the Go side of train/pieces.py.
//
//	compare VOCABULARY < texts.jsonl > pieces.jsonl
//
// VOCABULARY is a file of pieces in order of their ids, one a line. Each line of
// standard input is {"text": …}; the line of standard output that answers it is
// [[id, start, end], …], with offsets in bytes.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"quoth/internal/nn/wordpiece"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: compare VOCABULARY < texts.jsonl > pieces.jsonl")
		os.Exit(2)
	}
	if err := compare(os.Args[1], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

// compare answers every text of in.
func compare(vocabularyFile string, in io.Reader, out io.Writer) error {
	vocabulary, err := os.ReadFile(vocabularyFile)
	if err != nil {
		return err
	}
	splitter, err := wordpiece.New(vocabulary)
	if err != nil {
		return err
	}
	texts := json.NewDecoder(bufio.NewReader(in))
	answers := bufio.NewWriter(out)
	var pieces []wordpiece.Piece
	var line []byte
	for {
		var article struct{ Text string }
		if err := texts.Decode(&article); errors.Is(err, io.EOF) {
			return answers.Flush()
		} else if err != nil {
			return fmt.Errorf("read texts: %w", err)
		}
		pieces = splitter.Append(pieces[:0], article.Text)
		line = appendLine(line[:0], pieces)
		if _, err := answers.Write(line); err != nil {
			return fmt.Errorf("write pieces: %w", err)
		}
	}
}

// appendLine appends the pieces as one line of JSON.
func appendLine(line []byte, pieces []wordpiece.Piece) []byte {
	line = append(line, '[')
	for i, p := range pieces {
		if i > 0 {
			line = append(line, ',')
		}
		line = append(line, '[')
		line = strconv.AppendInt(line, int64(p.ID), 10)
		line = append(line, ',')
		line = strconv.AppendInt(line, int64(p.Start), 10)
		line = append(line, ',')
		line = strconv.AppendInt(line, int64(p.End), 10)
		line = append(line, ']')
	}
	return append(line, "]\n"...)
}
