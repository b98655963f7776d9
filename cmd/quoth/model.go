package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"quoth/internal/nn"
	"quoth/internal/nn/kernel"
	"quoth/internal/nn/modelfile"
	"quoth/internal/view"
	inside "quoth/model"
)

// kernelVariable forces a set of kernels.
const kernelVariable = "QUOTH_KERNEL"

func newModelCommand() *cobra.Command {
	var path, format string
	c := &cobra.Command{
		Use:   "model",
		Short: "Print what the model inside, or a model file, holds",
		Long: "Model prints what the model inside, or a model file, holds: its shape, its outputs, where it is from, its\n" +
			"licence and hash, and the kernels that this machine would run it on. The fastest is\n" +
			"taken; the environment variable " + kernelVariable + " forces one. All give the same results.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if format != "text" && format != "json" {
				return usage(c, `--format %q is none of ["text" "json"]`, format)
			}
			return runModel(c.OutOrStdout(), path, format)
		},
	}
	c.Flags().StringVar(&path, "model", "", "model `FILE` instead of the model inside")
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return c
}

// description is what there is to say of a model. Its JSON form is the output of
// quoth model --format json.
type description struct {
	modelfile.Config
	Size    int64    `json:"size"`
	SHA256  string   `json:"sha256"`
	Kernel  string   `json:"kernel"`
	Kernels []string `json:"kernels"`
}

func runModel(w io.Writer, path, format string) error {
	open := inside.Open
	if path != "" {
		open = func() (*modelfile.File, error) { return modelfile.Open(path) }
	}
	file, err := open()
	if err != nil {
		return failure{err}
	}
	defer file.Close()
	model, err := nn.New(file, nn.Options{Kernel: os.Getenv(kernelVariable)})
	if err != nil {
		return failure{fmt.Errorf("%s: %w", kernelVariable, err)}
	}
	d := description{Config: file.Config, Size: file.Size, SHA256: file.Hash, Kernel: model.Kernel()}
	for _, set := range kernel.Offered() {
		d.Kernels = append(d.Kernels, set.Name)
	}
	write := d.text
	if format == "json" {
		write = d.json
	}
	if err := write(w); err != nil {
		return failure{err}
	}
	return nil
}

func (d *description) json(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(d)
}

// text writes a line for everything that the model says of itself.
func (d *description) text(w io.Writer) error {
	lines := [][2]string{
		{"model", d.Name},
		{"origin", d.Origin},
		{"licence", d.License},
		{"notes", d.Notes},
		{"encoder", fmt.Sprintf("%d layers of width %d, %d heads of %d, inner layer of %d",
			d.Layers, d.Width, d.Heads, d.HeadWidth, d.Hidden)},
		{"weights", d.Weights},
		{"input", fmt.Sprintf("up to %d of %d word pieces (%s)", d.Positions, d.Vocabulary, d.Normalization)},
	}
	for _, e := range d.Extras {
		lines = append(lines, [2]string{"extra", fmt.Sprintf("%s, %d values", e.Name, e.Count)})
	}
	for _, o := range d.Outputs {
		lines = append(lines, [2]string{"output", fmt.Sprintf("%s: %s", o.Name, strings.Join(o.Labels, " "))})
	}
	lines = append(lines,
		[2]string{"size", fmt.Sprintf("%.1f MB", float64(d.Size)/1e6)},
		[2]string{"sha256", d.SHA256},
		[2]string{"kernel", fmt.Sprintf("%s of %s", d.Kernel, strings.Join(d.Kernels, ", "))},
	)
	var b strings.Builder
	for _, line := range lines {
		if line[1] != "" {
			fmt.Fprintf(&b, "%-8s %s\n", line[0], view.OneLine(line[1]))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
