// The one button: large enough for a car, says that it is at work, and swallows taps while it is.
Component({
  properties: {
    label: { type: String, value: '' },
    /** primary, secondary or text */
    kind: { type: String, value: 'primary' },
    icon: { type: String, value: '' },
    busy: { type: Boolean, value: false },
    disabled: { type: Boolean, value: false },
    /** For screen readers, where the label alone does not say which one it is. */
    hint: { type: String, value: '' },
    /** "true" or "false" where it unfolds something. */
    expanded: { type: String, value: '' },
  },
  methods: {
    tapped() {
      const { busy, disabled } = this.data;
      if (!busy && !disabled) this.triggerEvent('press');
    },
  },
});
