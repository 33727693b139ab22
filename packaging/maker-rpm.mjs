// The rpm maker: Forge 8 has none, so the tool behind the one of Forge 7 is asked in the same way. Needs rpmbuild.
import { join } from 'node:path'
import { MakerBase } from '@electron-forge/maker-base'

const ARCHITECTURES = { x64: 'x86_64', arm64: 'aarch64' }

export class MakerRpm extends MakerBase {
  name = 'rpm'
  defaultPlatforms = ['linux']
  requiredExternalBinaries = ['rpmbuild']

  isSupportedOnCurrentPlatform() {
    return this.isInstalled('electron-installer-redhat')
  }

  async make({ dir, makeDir, targetArch }) {
    const { default: installer } = await import('electron-installer-redhat')
    const dest = join(makeDir, 'rpm', targetArch)
    await this.ensureDirectory(dest)
    const { packagePaths } = await installer({
      ...this.config,
      arch: ARCHITECTURES[targetArch] ?? targetArch,
      src: dir,
      dest,
      rename: undefined,
    })
    return packagePaths
  }
}
