package workspace

import (
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// guard turns away requests that a web page of another origin, or a name that
// was made to point at this machine, could have made a browser send.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		base := s.base
		s.mu.Unlock()
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		if !ourHost(base, r.Host) {
			refuse(w, http.StatusForbidden, "foreign_host")
			return
		}
		origin := r.Header.Get("Origin")
		// slack-go names Slack as the origin of its socket; there the ticket counts.
		slack := origin == "https://api.slack.com" && strings.HasPrefix(r.URL.Path, "/link/")
		if origin != "" && !slack && !ourOrigin(base, origin) || embedded(r) {
			refuse(w, http.StatusForbidden, "foreign_origin")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// embedded tells whether a browser says that another site's page asks for
// something of ours; following a link to us is fine.
func embedded(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site": // another port of this machine is the same site
		return r.Method != http.MethodGet || r.Header.Get("Sec-Fetch-Mode") != "navigate"
	}
	return false
}

// ourHost tells whether a Host header means this machine, and the right port
// once it is known.
func ourHost(base *url.URL, host string) bool {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = host, ""
	}
	name = strings.Trim(name, "[]")
	if base != nil && strings.EqualFold(host, base.Host) {
		return true
	}
	if name != "localhost" && name != "127.0.0.1" && name != "::1" {
		return false
	}
	return base == nil || port == base.Port()
}

func ourOrigin(base *url.URL, origin string) bool {
	u, err := url.Parse(origin)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && ourHost(base, u.Host)
}

// reply writes JSON.
func reply(w http.ResponseWriter, body any) { replyWith(w, http.StatusOK, body) }

func replyWith(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(body) // a reader that went away is no news
}

// refuse answers a page's or a stranger's request with an error.
func refuse(w http.ResponseWriter, status int, code string) {
	replyWith(w, status, obj{"ok": false, "error": code})
}
