package workspace

import (
	"embed"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// pageFiles are the chat page: plain files, no build step.
//
//go:embed page
var pageFiles embed.FS

// pageHandler serves the page at / and its files under /assets/.
func (s *Server) pageHandler() http.Handler {
	root, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic("workspace: " + err.Error())
	}
	files := http.FileServerFS(root)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data: https:; connect-src 'self' ws://"+r.Host+
			"; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
		h.Set("Cache-Control", "no-cache")
		if p, ok := strings.CutPrefix(path.Clean(r.URL.Path), "/assets/"); ok {
			if _, err := fs.Stat(root, "assets"); err != nil {
				r = r.Clone(r.Context())
				r.URL.Path = "/" + p
			}
		} else if strings.HasPrefix(r.URL.Path, "/archives/") {
			r = r.Clone(r.Context()) // a permalink opens the page, which reads it
			r.URL.Path = "/"
		}
		files.ServeHTTP(w, r)
	})
}
