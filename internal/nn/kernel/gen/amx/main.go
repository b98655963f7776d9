// Command amx writes the kernel of processors with AMX in Go's assembly. Go's
// assembler has no AMX instructions: they become bytes, with the instruction as
// a comment.
//
// Usage, from the folder of the kernels:
//
//	go run ./gen/amx -o amx/amx_amd64.s
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	path := flag.String("o", "", "file to write")
	flag.Parse()
	if err := write(*path); err != nil {
		fmt.Fprintf(os.Stderr, "amx: %v\n", err)
		os.Exit(1)
	}
}

// write writes the assembly to the file at path.
func write(path string) error {
	text, err := generate()
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		return fmt.Errorf("write assembly: %w", err)
	}
	return nil
}
