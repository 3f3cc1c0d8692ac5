import { Component, type ReactNode } from 'react';
import { CrashScreen } from './crash-screen.tsx';

/** Last stop for errors outside of any route. */
export class CrashBoundary extends Component<{ children: ReactNode }, { error: unknown; failed: boolean }> {
  override state = { error: null as unknown, failed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true };
  }

  override render() {
    return this.state.failed ? <CrashScreen error={this.state.error} /> : this.props.children;
  }
}
