// Injected into a page: a `navigator.usb` with one bulk printer, as the WebUSB draft has it. Bytes go to the binding
// `usbWrite(base64)`; its answers are what real Chromium over usbfs answers, error names included.
(() => {
  const error = (name, message) => new DOMException(message, name);
  const endpoint = (endpointNumber, direction) => ({
    endpointNumber,
    direction,
    type: 'bulk',
    packetSize: 64,
  });
  class Device {
    vendorId = 0x0416;
    productId = 0x5011;
    productName = 'POS58 Printer USB';
    serialNumber = 'SN0001';
    opened = false;
    gone = false;
    claimed = false;
    replies = [];
    waiting = [];
    configuration = {
      interfaces: [
        {
          interfaceNumber: 0,
          alternate: { interfaceClass: 7, endpoints: [endpoint(1, 'out'), endpoint(2, 'in')] },
        },
      ],
    };
    configurations = [{ configurationValue: 1 }];
    async open() {
      if (this.gone) throw error('NotFoundError', 'The device was disconnected.');
      this.opened = true;
    }
    async close() {
      this.opened = false;
      this.claimed = false;
      for (const wake of this.waiting.splice(0)) wake();
    }
    async forget() {
      granted = granted.filter((one) => one !== this);
    }
    async selectConfiguration() {}
    async claimInterface() {
      this.claimed = true;
    }
    async transferOut(_endpoint, data) {
      if (this.gone) throw error('NotFoundError', 'The device was disconnected.');
      if (!this.opened || !this.claimed) throw error('InvalidStateError', 'The device must be opened first.');
      const answer = await window.usbWrite(
        btoa(String.fromCharCode(...new Uint8Array(data.buffer, data.byteOffset, data.byteLength))),
      );
      if (answer === null) return new Promise(() => {});
      if (this.gone) throw error('NotFoundError', 'The device was disconnected.');
      if (answer.reply.length > 0) {
        this.replies.push(Uint8Array.from(answer.reply));
        this.waiting.shift()?.();
      }
      return { status: 'ok', bytesWritten: data.byteLength };
    }
    async transferIn(_endpoint, length) {
      while (this.replies.length === 0) {
        await new Promise((resolve) => this.waiting.push(resolve));
        if (this.gone || !this.opened) throw error('AbortError', 'The transfer was cancelled.');
      }
      const bytes = this.replies.shift();
      return { status: 'ok', data: new DataView(bytes.buffer, 0, Math.min(length, bytes.length)) };
    }
  }
  let plugged = new Device();
  let granted = [];
  const usb = new EventTarget();
  const tell = (type, device) => usb.dispatchEvent(Object.assign(new Event(type), { device }));
  usb.getDevices = async () => granted.filter(({ gone }) => !gone);
  usb.requestDevice = async () => {
    if (!navigator.userActivation.isActive) throw error('SecurityError', 'Must be handling a user gesture.');
    if (plugged.gone) throw error('NotFoundError', 'No device selected.');
    if (!granted.includes(plugged)) granted.push(plugged);
    return plugged;
  };
  window.usbUnplug = () => {
    plugged.gone = true;
    plugged.opened = false;
    for (const wake of plugged.waiting.splice(0)) wake();
    if (granted.includes(plugged)) tell('disconnect', plugged);
  };
  window.usbPlug = () => {
    const wasGranted = granted.length > 0;
    plugged = new Device();
    granted = wasGranted ? [plugged] : [];
    if (wasGranted) tell('connect', plugged);
  };
  Object.defineProperty(Navigator.prototype, 'usb', { get: () => usb, configurable: true });
})();
