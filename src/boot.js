// Starts the app. A file of its own, because the page's Content-Security-Policy allows no inline script.
// Trunk writes the names and hashes of the two files into the preload links; they are read from there. (Browsers do not
// check a preload's own `integrity`, and warn about it, so the build renames it: it is this fetch that checks the wasm.)
const module = document.querySelector('link[rel="modulepreload"]');
const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]');

// With a session in store the pages behind the sign-in form are needed too: they come at the same time.
const isSignedIn = () => {
  try {
    return [sessionStorage, localStorage].some((storage) => storage.getItem("glia.sessions"));
  } catch {
    return false; // Storage is blocked.
  }
};
if (isSignedIn()) {
  for (const name of document.querySelector('meta[name="glia-part-pages"]').content.split(" ")) {
    const link = Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous" });
    link.href = `./${name}.wasm`;
    document.head.append(link);
  }
}

import(module.href)
  .then(({ default: init }) => init({ module_or_path: fetch(wasm.href, { integrity: wasm.dataset.integrity || wasm.integrity }) }))
  .catch((error) => {
    const notice = document.querySelector("#cannot-start").content.cloneNode(true);
    notice.querySelector("code").textContent = error;
    document.body.append(notice);
  });
