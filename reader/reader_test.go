package reader_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"quoth"
	"quoth/reader"
)

// several are articles with something to find in them, of several windows too.
func several(t *testing.T) []quoth.Article {
	t.Helper()
	var all []quoth.Article
	for _, c := range readCases(t)[:12] {
		all = append(all, quoth.Article{ID: c.Name, Text: c.Text}, quoth.Article{ID: c.Name, Text: strings.Repeat(c.Text+"\n\n", 20)})
	}
	return all
}

func records(t *testing.T, rd *reader.Reader, articles []quoth.Article) []*quoth.Record {
	t.Helper()
	var all []*quoth.Record
	for _, a := range articles {
		r, err := rd.Read(a)
		if err != nil {
			t.Error(err)
		}
		all = append(all, r)
	}
	return all
}

func TestSeveralGoroutinesReadTheSame(t *testing.T) {
	rd, articles := open(t, reader.Options{Model: smallModel(t)}), several(t)
	want := records(t, rd, articles)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got := records(t, rd, articles); !reflect.DeepEqual(got, want) {
				t.Error("a goroutine reads other records")
			}
		})
	}
	all.Wait()
}

func TestKernelsReadTheSame(t *testing.T) {
	path, articles := smallModel(t), several(t)
	want := records(t, open(t, reader.Options{Model: path}), articles)
	if got := records(t, open(t, reader.Options{Model: path, Kernel: "pure"}), articles); !reflect.DeepEqual(got, want) {
		t.Error("plain Go gives other records")
	}
	found := 0
	for _, r := range want {
		found += len(r.Attributions)
	}
	if found < 20 {
		t.Errorf("only %d attributions to compare", found)
	}
}

func TestNewSaysWhatIsWrong(t *testing.T) {
	noModel := filepath.Join(t.TempDir(), "no.qnn")
	if err := os.WriteFile(noModel, []byte("The ferry did not sail."), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		opts reader.Options
		want string
	}{
		{reader.Options{Model: noModel}, "no.qnn: not a model file"},
		{reader.Options{Model: noModel + "x"}, "open model: "},
		{reader.Options{Kernel: "abacus"}, `choose kernel "abacus"`},
	} {
		if rd, err := reader.New(c.opts); rd != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, want %q", c.opts, err, c.want)
		}
	}
}
