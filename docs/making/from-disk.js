/* Search on pages that are opened from the disk: a browser starts no worker there, so the worker's script runs in a hidden
   frame instead. On pages from a server nothing is changed. */
"use strict"
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super()
      const frame = (this.frame = document.createElement("iframe"))
      frame.hidden = true
      document.body.appendChild(frame)
      const inside = (this.inside = frame.contentWindow)
      inside.postMessageToPage = data => {
        const event = new MessageEvent("message", { data: structuredClone(data) })
        this.dispatchEvent(event)
        if (this.onmessage) this.onmessage(event)
      }
      this.isReady = new Promise(ready => (inside.tellPage = ready))
      inside.document.open()
      inside.document.write(
        "<script>postMessage = postMessageToPage; onload = () => tellPage()<\/script>" +
          `<script src="${new URL(address, document.baseURI)}"><\/script>`,
      )
      inside.document.close()
    }
    postMessage(data) {
      this.isReady.then(() => {
        const event = new this.inside.MessageEvent("message", { data: structuredClone(data) })
        this.inside.dispatchEvent(event)
      })
    }
    terminate() {
      this.frame.remove()
    }
  }
}
